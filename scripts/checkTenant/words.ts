/** What a trial came to, in words. Nothing of people gets into them. */
import {
  GraphError,
  GraphResponseError,
  GraphTransportError,
  LoginError,
  UnreachedError,
} from '../../src/graph/errors/errors';
import type { MessageCode } from '../../src/graph/basics/messageCodes';
import { ExportUnavailableError } from '../../src/graph/exports/exportRequest';
import type { RefusalKind } from '../../src/graph/errors/refusals';
import type { RequestDeclaration } from '../../src/graph/request';
import { problemOf } from '../problem';
import { hasQuery, isExport, isReport } from './requests/plannedRequests';
import type { Trial } from './requests/trials';

export type Outcome = 'answered' | 'refused' | 'failed' | 'notTried';

export interface Words {
  readonly outcome: Outcome;
  /** Why there is no answer, or how it differs. */
  readonly reason?: string;
  /** What to do. */
  readonly wayOut?: string;
  /** Of what a run would end with; undefined when there is nothing wrong, or the reason has it. */
  readonly code?: MessageCode;
}

/** Refusals that end by themselves: the run tries them for much longer. */
const passing: ReadonlySet<RefusalKind> = new Set([
  'throttled',
  'busy',
  'tookTooLong',
  'siblingFailed',
  'serverError',
  'momentary',
  'brokenToken',
] as const);

export function describeTrial(trial: Trial): Words {
  const { failure, notTried, refusedOption, isOutOfTime, attempts } = trial;
  if (notTried !== undefined) {
    return { outcome: 'notTried', reason: withoutPeople(notTried) };
  }
  if (isOutOfTime) {
    return attempts === 0
      ? {
          outcome: 'notTried',
          reason: 'the time was up before it was its turn',
          wayOut: MORE_TIME,
          code: 'M365-CHECK-011',
        }
      : {
          outcome: 'failed',
          reason: withoutPeople(
            `no usable answer in time${trial.lastReason ? `; at last: ${trial.lastReason}` : ''}`,
          ),
          wayOut: MORE_TIME,
          code: 'M365-CHECK-012',
        };
  }
  if (failure instanceof ExportUnavailableError && attempts === 0) {
    return {
      outcome: 'notTried',
      reason: 'the first export was refused, and so are all others',
    };
  }
  if (failure) {
    const code =
      failure instanceof GraphError ? failure.messageCode : undefined;
    return { ...describeFailure(failure, trial), code };
  }
  return {
    outcome: 'answered',
    reason: refusedOption && `answered only without ${refusedOption}`,
  };
}

function describeFailure(failure: Error, { planned, status }: Trial): Words {
  const { anyOf } = planned.request.permission;
  const reason = withoutPeople(reasonOf(failure), wordsOf(planned.request));
  if (failure instanceof GraphResponseError) {
    return {
      outcome: passing.has(failure.kind) ? 'failed' : 'refused',
      reason,
      wayOut: wayOutOf(failure.kind, anyOf),
    };
  }
  if (failure instanceof ExportUnavailableError) {
    return {
      outcome: failure.reason === 'failed' ? 'failed' : 'refused',
      reason,
      wayOut:
        status === 403
          ? 'nothing: the run collects the same data with more requests. Do not grant permissions that can write'
          : 'nothing: the run uses another source',
    };
  }
  if (failure instanceof UnreachedError) {
    return { outcome: 'failed', reason: failure.obstacle.sentence };
  }
  if (failure instanceof GraphTransportError || failure instanceof LoginError) {
    return {
      outcome: 'failed',
      reason,
      wayOut: 'check the network, and try again',
    };
  }
  return { outcome: 'failed', reason };
}

const MORE_TIME = 'give it more time: --seconds 60';

function wayOutOf(kind: RefusalKind, anyOf: readonly string[]): string {
  switch (kind) {
    case 'forbidden':
    case 'refusedToken':
    case 'momentary':
      return `grant the application permission ${anyOf.join(' or ')}, and give admin consent`;
    case 'notLicensed':
      return 'nothing, unless you want it: it takes a Microsoft Entra ID P1 or P2 license';
    case 'notApplicable':
      return 'nothing: the tenant has no Intune';
    case 'throttled':
      return 'try again later; find out which other application uses the quota';
    case 'busy':
    case 'serverError':
    case 'tookTooLong':
      return 'try again later; see https://status.cloud.microsoft';
    case 'unknownRequest':
    case 'notFound':
      return 'nothing: this tenant or its cloud has no such request';
    case 'siblingFailed':
    case 'lostPageToken':
    case 'brokenToken':
      return 'try again';
    case 'refused':
      return 'report it with this line';
  }
}

function reasonOf(failure: Error): string {
  if (failure instanceof GraphResponseError) {
    const { status, code, graphMessage } = failure;
    return `${status} ${code}: ${graphMessage}`;
  }
  if (failure instanceof ExportUnavailableError) {
    return `${failure.reason}: ${failure.detail}`;
  }
  return failure instanceof GraphError ? failure.message : problemOf(failure);
}

const ADDRESS = /\S*@\S*/g;
const GUID = /\{?[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\}?/gi;
const NUMBER = /\b[\da-f]{16,}\b|\b\d{6,}\b/gi;
/** From a quote at the beginning of a word to one at an end: O'Neill has none. */
const QUOTED = /(?<!\w)(?:'.*?'|".*?"|‘.*?’|“.*?”)(?!\w)/g;
/** A quote without its other end, and all that follows it. */
const HALF_QUOTED = /(?:(?<!\w)['"]|['"](?!\w)|[‘“”]|’(?!\w)).*$/s;

/**
 * A text of Microsoft's without what it may quote: ids, addresses, and whatever
 * stands in quotes.
 *
 * @param ownWords that may be quoted: those of the request
 */
export function withoutPeople(
  text: string,
  ownWords: ReadonlySet<string> = new Set(),
): string {
  const parts = text.replace(/ \(request [^)]*\)/g, '').replace(ADDRESS, '…');
  const kept: string[] = [];
  let end = 0;
  for (const { 0: quoted, index } of parts.matchAll(QUOTED)) {
    const isOwn = ownWords.has(quoted.slice(1, -1));
    kept.push(parts.slice(end, index), isOwn ? quoted : "'…'");
    end = index + quoted.length;
  }
  return [...kept, parts.slice(end)]
    .map((part, place) => (place % 2 ? part : withoutIds(part)))
    .join('');
}

/** @param part without whole quotes */
function withoutIds(part: string): string {
  return part
    .replace(HALF_QUOTED, '…')
    .replace(GUID, '{id}')
    .replace(NUMBER, '…');
}

/** The names in a declaration: of properties, options, columns and segments of the path. */
function wordsOf(request: RequestDeclaration): Set<string> {
  const { path, permission } = request;
  const texts = [path, permission.anyOf.join(' ')];
  if (hasQuery(request)) {
    texts.push(...Object.entries(request.query).flat());
  }
  if (isReport(request)) {
    texts.push(...request.columns, ...(request.optionalColumns ?? []));
  }
  if (isExport(request)) {
    const { reportName, columns, optionalColumns = [] } = request.exportRequest;
    texts.push(reportName, ...columns, ...optionalColumns);
  }
  return new Set(texts.flatMap((text) => text.split(/[^\w.$]+/)));
}
