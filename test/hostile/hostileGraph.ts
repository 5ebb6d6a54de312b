/**
 * A Graph whose answers have the right shape now and then, and anything else
 * for the rest: lists with nulls among their items, objects that name their own
 * prototype, numbers as texts, texts that are no Unicode. The same seed gives
 * the same answers.
 */
import * as fc from 'fast-check';
import { exportJobsEndpoint } from '../../src/graph/exports/exportRequest';
import { batchReply, isBatch } from '../graph/batchReplies';
import { failed, ok, type HttpReply } from '../graph/replies';
import type { LoggedRequest } from '../graph/scriptedTransport';
import { anyObject, anyValue } from '../support/anyPayload';

/** Few, so that what one answer names, another one knows. */
const IDS = ['one', 'two', 'three', '__proto__', 'constructor'].map(
  (name) => `${name}-6a3c1e0f-7d64-4c2a-9a51`,
);

/** What `JSON.parse` makes of names and values that are a trap. */
const traps = [
  '{"__proto__":{"id":"polluted"},"constructor":{"prototype":{"polluted":true}}}',
  '{"toString":1,"valueOf":null}',
  '{"value":{"id":"1"}}',
  '{"length":4294967295}',
  '"\\ud800"',
  '"5"',
  '1e400',
].map((json): unknown => JSON.parse(json));

const hostileValue = fc.oneof(
  { weight: 6, arbitrary: anyValue },
  { weight: 2, arbitrary: fc.constantFrom(...traps) },
  { weight: 1, arbitrary: fc.constant('x'.repeat(300_000)) },
  { weight: 3, arbitrary: fc.constantFrom(...IDS) },
);

/** Mostly what others know, too. */
const id = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...IDS) },
  { weight: 1, arbitrary: hostileValue },
  { weight: 1, arbitrary: fc.constant(`\ud800${IDS[0]}`) },
);

/** By number and by name. */
const state = fc.oneof(
  hostileValue,
  fc.constantFrom(0, 2, 4, 'failed', 'nonCompliant'),
);

function valueOf(name: string): fc.Arbitrary<unknown> {
  if (/(state|status)$/i.test(name)) {
    return state;
  }
  return /id$/i.test(name) ? id : hostileValue;
}

/** In lists that are properties. */
const listedThing = fc.record(
  {
    id,
    applicationId: id,
    userId: id,
    displayName: hostileValue,
    version: hostileValue,
    installState: hostileValue,
  },
  { noNullPrototype: true },
);

const STRUCTURED = [
  'usersLoggedOn',
  'hardwareInformation',
  'detectedApps',
  'mobileAppList',
  'verifiedDomains',
  'signInActivity',
  'assignedLicenses',
  'methodsRegistered',
];

/** What comes without being selected. */
const UNSELECTED: readonly (readonly [
  path: RegExp,
  names: readonly string[],
])[] = [
  [/deviceStatuses/, ['status', 'lastReportedDateTime']],
  [/userRegistrationDetails/, ['isAdmin', 'isMfaCapable', 'methodsRegistered']],
  [/roleAssignments/, ['principalId', 'roleDefinitionId']],
  [
    /deviceStatusOverview|deviceStateSummary/,
    ['successCount', 'errorCount', 'conflictCount'],
  ],
];

export class HostileGraph {
  #seed: number;
  readonly #oddShare: number;

  /** @param oddShare of the answers that have not even the right shape, in percent */
  constructor(seed: number, oddShare: number) {
    this.#seed = seed;
    this.#oddShare = oddShare;
  }

  answer(request: LoggedRequest): HttpReply {
    if (isBatch(request)) {
      return batchReply(request, (url) => this.#answerTo(url));
    }
    if (request.endpoint === `POST /v1.0${exportJobsEndpoint.path}`) {
      return failed(400, 'BadRequest', {}, 'not supported');
    }
    return request.url.includes('/deviceManagement/reports/')
      ? this.#report(request.body)
      : this.#answerTo(request.url);
  }

  #isOdd(): boolean {
    return this.#one(fc.nat(99)) < this.#oddShare;
  }

  #answerTo(url: string): HttpReply {
    if (this.#isOdd()) {
      return ok(this.#one(hostileValue));
    }
    const item = this.#payload(url);
    return ok({
      ...(this.#one(item) as object),
      value: this.#one(
        fc.array(
          fc.oneof(
            { weight: 4, arbitrary: item },
            { weight: 1, arbitrary: hostileValue },
          ),
          { maxLength: 6 },
        ),
      ),
    });
  }

  /** What the query names, with ids that other answers have, too. */
  #payload(url: string): fc.Arbitrary<unknown> {
    const { searchParams } = new URL(url, 'https://localhost');
    const names = [
      ...['$select', '$expand'].flatMap(
        (option) => searchParams.get(option)?.split(',') ?? [],
      ),
      ...UNSELECTED.flatMap(([path, more]) => (path.test(url) ? more : [])),
    ];
    const fields = Object.fromEntries(
      [...names, '@odata.type'].map((name) => [name, valueOf(name)] as const),
    );
    const lists = Object.fromEntries(
      STRUCTURED.filter((name) => names.includes(name)).map((name) => [
        name,
        fc.oneof(
          hostileValue,
          fc.array(fc.oneof(hostileValue, listedThing)),
          anyObject(IDS),
        ),
      ]),
    );
    return fc.record(
      { ...fields, ...lists, id },
      { requiredKeys: ['id'], noNullPrototype: true },
    );
  }

  #report(body: unknown): HttpReply {
    const { select } = body as { readonly select: readonly string[] };
    const values = this.#one(
      fc.array(fc.tuple(...select.map(valueOf)), { maxLength: 5 }),
    );
    const schema = select.map((Column) => ({ Column }));
    const isOdd = this.#isOdd();
    return ok({
      TotalRowCount: isOdd ? this.#one(hostileValue) : values.length,
      Schema: isOdd
        ? this.#one(fc.oneof(hostileValue, fc.array(hostileValue)))
        : schema,
      Values: values,
    });
  }

  #one<Value>(arbitrary: fc.Arbitrary<Value>): Value {
    this.#seed += 1;
    const [value] = fc.sample(arbitrary, { seed: this.#seed, numRuns: 1 });
    return value;
  }
}
