/**
 * What an error answer of Graph means, in one table. The first rule that fits
 * decides. Words of a message are looked at only where Microsoft gives nothing
 * else, and in any case. https://learn.microsoft.com/graph/errors
 */

export type RefusalKind =
  /** Graph said that we are too fast. */
  | 'throttled'
  /** The service is too busy. */
  | 'busy'
  /** This one request took Graph too long. */
  | 'tookTooLong'
  /** Another request of the same batch failed. */
  | 'siblingFailed'
  /** The page token no longer works: the list begins again. */
  | 'lostPageToken'
  /** Graph cannot read the token: its own fault now and then, never a missing permission. */
  | 'brokenToken'
  | 'refusedToken'
  /** The tenant has no Intune. */
  | 'notApplicable'
  /** The tenant has no license for what was asked. */
  | 'notLicensed'
  /** There is no such request, here or at all. */
  | 'unknownRequest'
  /** The refusal names no lasting cause, and mostly ends a moment later. */
  | 'momentary'
  | 'forbidden'
  | 'notFound'
  | 'serverError'
  /** Any other refusal, which would come again. */
  | 'refused';

/** The parts of an error answer that decide what it means. */
export interface Refusal {
  readonly status: number;
  /** Often empty. */
  readonly code: string;
  readonly message: string;
}

export interface RefusalRule {
  readonly kind: RefusalKind;
  /** Statuses that the rule fits; undefined for all. */
  readonly status?: readonly number[];
  readonly code?: RegExp;
  readonly message?: RegExp;
}

/** Stands in the place of a message that an answer does not have. */
export const NO_MESSAGE = 'no message';

const NOTHING = new RegExp(`^(?:${NO_MESSAGE})?$`);
const LASTING_CAUSE =
  /scope|permission|privilege|authori[sz]|consent|licen[cs]e/i;

export const refusalRules: readonly RefusalRule[] = [
  { kind: 'throttled', status: [429] },
  // Intune hides in a 500 that we are too fast.
  { kind: 'throttled', status: [500], message: /query broker/i },
  { kind: 'busy', status: [503] },
  { kind: 'tookTooLong', status: [504] },
  // https://learn.microsoft.com/graph/throttling#throttling-and-batching
  { kind: 'siblingFailed', status: [424] },
  // https://learn.microsoft.com/graph/paging
  {
    kind: 'lostPageToken',
    code: /^(?:Directory_ExpiredPageToken|DirectoryPageTokenNotFoundException)$/i,
  },
  // https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/5103
  {
    kind: 'lostPageToken',
    status: [400],
    message:
      /(?:invalid|expired) (?:skip|page) ?token|(?:skip|page) ?token (?:is |has )?(?:not valid|invalid|expired|not found)/i,
  },
  // https://github.com/microsoftgraph/msgraph-sdk-java/issues/639
  {
    kind: 'brokenToken',
    status: [401],
    message: /CompactToken parsing failed|\bIDX1\d{4}\b/i,
  },
  { kind: 'refusedToken', status: [401] },
  // The code is that of every bad request.
  {
    kind: 'notApplicable',
    status: [400],
    message: /^\s*request not applicable to target tenant\s*\.?\s*$/i,
  },
  {
    kind: 'notLicensed',
    status: [400, 403],
    code: /^Authentication_RequestFromNonPremiumTenantOrB2CTenant$/i,
  },
  // https://github.com/microsoftgraph/microsoft-graph-docs/issues/21262
  {
    kind: 'unknownRequest',
    status: [400],
    message: /resource not found for the segment/i,
  },
  { kind: 'unknownRequest', status: [405, 501] },
  // Intune wraps its own refusals in an UnknownError, and names the scopes in the message.
  { kind: 'forbidden', status: [403], message: LASTING_CAUSE },
  { kind: 'momentary', status: [403], code: /^(?:UnknownError)?$/i },
  { kind: 'momentary', status: [400], code: /^$/, message: NOTHING },
  { kind: 'momentary', status: [408, 409, 423, 425, 449] },
  { kind: 'forbidden', status: [403] },
  { kind: 'notFound', status: [404, 410] },
];

/** What an answer with an error status means. */
export function refusalKind(refusal: Refusal): RefusalKind {
  const rule = refusalRules.find(
    ({ status, code, message }) =>
      (status?.includes(refusal.status) ?? true) &&
      (code?.test(refusal.code) ?? true) &&
      (message?.test(refusal.message) ?? true),
  );
  return rule?.kind ?? (refusal.status >= 500 ? 'serverError' : 'refused');
}

/** Kinds that end by themselves and do not depend on what was asked for. */
export const passingKinds: ReadonlySet<RefusalKind> = new Set([
  'throttled',
  'busy',
  'tookTooLong',
  'siblingFailed',
  'brokenToken',
] as const);

/** What follows from each kind, for the table of the docs. */
export const refusalMeanings: Readonly<
  Record<RefusalKind, readonly [meaning: string, consequence: string]>
> = {
  throttled: [
    'we are too fast',
    'the workload pauses; tried again after `Retry-After`',
  ],
  busy: [
    'the service is too busy',
    'the workload pauses; tried again after `Retry-After`',
  ],
  tookTooLong: ['the request took Graph too long', 'tried again'],
  siblingFailed: [
    'another request of the same batch failed',
    'tried again, in another batch than that one',
  ],
  lostPageToken: [
    'the page token no longer works',
    'the list begins again, three times at most',
  ],
  brokenToken: [
    'Graph cannot read the token',
    'a new token, and tried again; never a missing permission',
  ],
  refusedToken: [
    'the token is refused',
    'a new token, once; then as forbidden',
  ],
  notApplicable: [
    'the tenant has no Intune',
    'believed when it came twice, some seconds apart',
  ],
  notLicensed: ['the tenant lacks a license', 'a lasting refusal'],
  unknownRequest: ['there is no such request', 'a lasting refusal'],
  momentary: [
    'no lasting cause is named',
    'tried again, some seconds apart; believed when it came three times',
  ],
  forbidden: ['the application is not allowed to', 'a lasting refusal'],
  notFound: [
    'what was asked for does not exist, or no longer',
    'a lasting refusal; on a later page of a list, a lost page token',
  ],
  serverError: ["Microsoft's fault", 'tried again'],
  refused: ['everything else', 'a lasting refusal'],
};
