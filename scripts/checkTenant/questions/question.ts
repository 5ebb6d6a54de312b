/** What a question is, and what several of them need to be answered. */
import { asObject } from '../../../src/graph/basics/json';
import type { RequestDeclaration } from '../../../src/graph/request';
import { managedDevicesRequest } from '../../../src/steps/devices/request';
import type { Ask } from '../estimate/counts';
import type { PlannedRequest } from '../requests/plannedRequests';
import type { Trial, Trials } from '../requests/trials';
import { describeTrial, withoutPeople } from '../words';

export interface Questioning {
  readonly trials: Trials;
  readonly planned: readonly PlannedRequest[];
  readonly ask: Ask;
  readonly granted: ReadonlySet<string> | undefined;
}

export interface Question {
  readonly id: string;
  readonly question: string;
  /** @throws Open */
  readonly answer: (questioning: Questioning) => Promise<string>;
}

/** This tenant cannot tell. */
export class Open extends Error {}

/** Objects that are looked at, of each kind. */
export const SOME = 5;

/** @throws Open when it was not tried */
export async function settled(
  trials: Trials,
  request: RequestDeclaration,
): Promise<Trial> {
  const trial = await trials.ofRequest(request);
  if (!trial || trial.attempts === 0) {
    throw new Open(trial?.notTried ?? 'no step of this run asks for it');
  }
  return trial;
}

/** `answered 200`, or why not. */
export function answered(trial: Trial): string {
  const { reason } = describeTrial(trial);
  return trial.answer ? `answered ${trial.status}` : (reason ?? 'no answer');
}

export function describeStatus(
  status: number | undefined,
  failure: Error | undefined,
): string {
  return withoutPeople(
    `${status ?? 'no answer'}${failure ? ` (${failure.message})` : ''}`,
  );
}

export async function idsOf(
  trials: Trials,
  { path }: RequestDeclaration,
): Promise<string[]> {
  return (await trials.idsIn(path)).slice(0, SOME);
}

/** @throws Open when there is none */
export async function someDevices(trials: Trials, ask: Ask): Promise<string[]> {
  await trials.idsIn(managedDevicesRequest.path);
  const { answer } = await ask(({ graph }) =>
    graph.get<object>({
      ...managedDevicesRequest,
      query: { $select: 'id', $top: String(SOME) },
    }),
  );
  const ids = itemsOf(answer).flatMap((device) => {
    const id = asObject(device)?.id;
    return typeof id === 'string' ? id : [];
  });
  if (ids.length === 0) {
    throw new Open('no devices were listed');
  }
  return ids;
}

export function itemsOf(answer: unknown): readonly unknown[] {
  const value = asObject(answer)?.value;
  return Array.isArray(value) ? value : [];
}

export function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0;
}
