/**
 * A batch that is refused as a whole is sent in smaller ones, so that the one
 * request that spoils it is found, and all others are read.
 */
import type { SubAnswer, SubRequest } from './envelope';
import { GraphResponseError, isForbidden, isMalformed } from '../errors/errors';
import type { RefusalKind } from '../errors/refusals';

type Answers = (SubAnswer | undefined)[];
type Send = (requests: readonly SubRequest[]) => Promise<Answers>;

/** The answers, or why the whole part was refused. */
type Outcome = Answers | Error;

/**
 * The answers to the requests of a batch that failed as a whole.
 *
 * @throws the failure, when it is about the service or about every request, or
 * what `send` throws about the service
 */
export async function sendInParts(
  requests: readonly SubRequest[],
  failure: unknown,
  send: Send,
): Promise<Answers> {
  if (!mayBeAboutOne(failure)) {
    throw failure;
  }
  const answers = await divide(requests, failure, send, true);
  // Of a single request nobody knows whether it was refused or the batch was: no other one is given up for it.
  const isAboutAll = isForbidden(failure) || requests.length > 1;
  if (isAboutAll && answers.every((answer) => answer?.isFinal)) {
    throw failure;
  }
  return answers;
}

/**
 * Sends the halves of a refused part, and halves of these again. When both halves
 * of the whole are refused, and also the first and the last request of each alone,
 * all requests count as refused: that costs seven calls instead of thirty-nine.
 */
async function divide(
  requests: readonly SubRequest[],
  refusal: Error,
  send: Send,
  isWhole = false,
): Promise<Answers> {
  if (requests.length === 1) {
    return [finalAnswer(refusal)];
  }
  const middle = Math.ceil(requests.length / 2);
  const halves = [requests.slice(0, middle), requests.slice(middle)];
  const outcomes: Outcome[] = [];
  for (const half of halves) {
    outcomes.push(await outcomeOf(half, send));
  }
  if (
    isWhole &&
    outcomes.every(isError) &&
    (await areAllRefused(endsOf(halves), send))
  ) {
    return requests.map(() => finalAnswer(refusal));
  }
  const answers: Answers = [];
  for (const [index, outcome] of outcomes.entries()) {
    const ofHalf = isError(outcome)
      ? await divide(halves[index], outcome, send)
      : outcome;
    answers.push(...ofHalf);
  }
  return answers;
}

/** The first and the last request of each half; a half of one request was sent alone already. */
function endsOf(halves: readonly (readonly SubRequest[])[]): SubRequest[] {
  return halves
    .filter(({ length }) => length > 1)
    .flatMap((half) => [...half.slice(0, 1), ...half.slice(-1)]);
}

/** Sends each alone, until one is not refused. */
async function areAllRefused(
  requests: readonly SubRequest[],
  send: Send,
): Promise<boolean> {
  for (const request of requests) {
    if (!isError(await outcomeOf([request], send))) {
      return false;
    }
  }
  return true;
}

async function outcomeOf(
  requests: readonly SubRequest[],
  send: Send,
): Promise<Outcome> {
  try {
    return await send(requests);
  } catch (error) {
    if (mayBeAboutOne(error)) {
      return error;
    }
    throw error;
  }
}

function isError(outcome: Outcome): outcome is Error {
  return outcome instanceof Error;
}

const kindsOfOne: ReadonlySet<RefusalKind> = new Set([
  'forbidden',
  'momentary',
  'notLicensed',
  'refused',
  'serverError',
  'unknownRequest',
] as const);

/** A token, a quota, a connection and the tenant are the same for all requests. */
function mayBeAboutOne(error: unknown): error is Error {
  return (
    isMalformed(error) ||
    (error instanceof GraphResponseError && kindsOfOne.has(error.kind))
  );
}

function finalAnswer(failure: Error): SubAnswer {
  return {
    failure,
    body: undefined,
    isFinal: true,
    sentAt: 0,
    rejectToken: () => undefined,
  };
}
