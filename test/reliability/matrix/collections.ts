/** What can be wrong with the pages of a collection, in a listing and in a batch. */
import { answers, pages, type Fault, type FaultRule } from '../../emulator';
import { stepIds } from '../../../src/run/stepIds';
import type { Expectation } from '../outcome';
import type { Cell } from './cell';
import { batchedListings } from './batchTargets';
import type { LastingFault } from './everyRequest';
import { expectationOf, rulesOf, type Failure, type Target } from './target';
import { listings } from './targets';

/** A fault that the client must see through: the graph is the same. */
interface Harmless {
  readonly fault: () => Fault;
  readonly rule?: (target: Target) => Partial<FaultRule>;
  /** What comes of it; default: the same. */
  readonly expectation?: (target: Target) => Expectation;
}

/** Requests of the target that come with a page token. */
const withToken = ({ on }: Target): Partial<FaultRule> => ({
  on: (request) =>
    request.kind === on.kind &&
    (on.url?.test(request.url) ?? true) &&
    /skip/i.test(request.url),
  when: { first: 1 },
});

const harmless: readonly Harmless[] = [
  { fault: pages.emptyPage },
  { fault: () => pages.repeatedItem },
  { fault: pages.repeatedAcrossPages },
  {
    fault: () => pages.nullItem,
    // One on each page: of members, who have many small pages, more than may be.
    expectation: ({ steps: [step] }) =>
      step === stepIds.groupMembers
        ? {
            kind: 'partial',
            step,
            what: /\d+ of \d+ members of groups came without an id/,
          }
        : { kind: 'same' },
  },
  { fault: () => answers.expiredPageToken, rule: withToken },
  { fault: () => answers.invalidPageToken, rule: withToken },
  ...answers.otherLostTokens.map((fault) => ({
    fault: () => fault,
    rule: withToken,
  })),
];

/** With what the error says. */
const harmful: readonly LastingFault[] = [
  [pages.noList, 'unreadable', /the answer has no list of values/],
  [pages.loopingLink, 'misshapen', /the pages go round in a circle/],
  [pages.foreignLink, 'misshapen', /leads to another address/],
];

const lostForGood: readonly LastingFault[] = [
  [answers.expiredPageToken, 'lost', /400 Directory_ExpiredPageToken/],
  [answers.invalidPageToken, 'lost', /The page token is not valid/],
];

const targets = [...listings, ...batchedListings].filter(
  ({ hasOnePage }) => !hasOnePage,
);

export const collectionCells: readonly Cell[] =
  targets.flatMap(collectionCellsOf);

export function collectionCellsOf(target: Target): Cell[] {
  return [
    ...harmless.map((each) => harmlessCell(target, each)),
    ...harmful.map(([fault, ...failing]) =>
      harmfulCell(target, fault.name, failing, { fault }),
    ),
    ...lostForGood.map(([fault, ...failing]) =>
      harmfulCell(target, `${fault.name}, for good`, failing, {
        ...withToken(target),
        when: 'every',
        fault,
      }),
    ),
  ];
}

function harmlessCell(
  target: Target,
  {
    fault,
    rule = () => ({}),
    expectation = () => ({ kind: 'same' }),
  }: Harmless,
): Cell {
  const { steps, request, way } = target;
  return {
    fault: fault().name,
    steps,
    request,
    way,
    rules: () => rulesOf(target, { fault: fault(), ...rule(target) }),
    expectation: expectation(target),
  };
}

function harmfulCell(
  target: Target,
  fault: string,
  [failure, cause]: readonly [Failure, RegExp],
  rule: Parameters<typeof rulesOf>[1],
): Cell {
  const { steps, request, way } = target;
  return {
    fault,
    steps,
    request,
    way,
    rules: () => rulesOf(target, rule),
    expectation: expectationOf(target, failure, cause),
  };
}
