/** Which reports a step asked a scripted Intune for. */
import type { ScriptedStep } from './stepContext';

/** In their order, one for each page: `action filter`. */
export function reportActionsAsked({
  transport,
}: Pick<ScriptedStep, 'transport'>): string[] {
  return transport.requests
    .filter(({ url }) => url.includes('/reports/') && !/exportJobs/.test(url))
    .map(({ url, body }) => {
      const { filter } = body as { readonly filter: string };
      return `${url.slice(url.lastIndexOf('/') + 1)} ${filter}`.trim();
    });
}
