/** The cheapest choices of sources as Markdown. */
import { count, seconds, table } from '../markdown';
import type { Charges } from './datasets';
import type { SourceChoice } from './cheapestChoice';

/** Dataset by dataset, then quota by quota. */
export function renderChoice(choice: SourceChoice): string {
  return [
    table(
      ['Dataset', 'Source', 'Requests'],
      choice.sources.map(({ dataset, source, charges }) => [
        dataset,
        source,
        renderCharges(charges),
      ]),
    ),
    table(
      ['Quota', 'Requests', 'Takes at least'],
      choice.quotas.map(({ name, requests, waitingMs }) => [
        name,
        count(requests),
        seconds(waitingMs),
      ]),
    ),
  ].join('\n\n');
}

function renderCharges(charges: Charges): string {
  const used = Object.entries(charges).filter(([, requests]) => requests > 0);
  return (
    used.map(([name, requests]) => `${count(requests)} ${name}`).join(', ') ||
    'none'
  );
}
