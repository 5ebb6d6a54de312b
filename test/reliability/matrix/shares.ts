/**
 * A share of what is asked one by one goes wrong for good. What comes of it follows
 * from how many are hit, by the rule about what may be left out.
 */
import { answers, type Fault, type FaultRule } from '../../emulator';
import { fits } from '../../emulator/faults/rule';
import { createRandom } from '../../emulator/tenant/random';
import { allowed } from '../../../src/run/leftOut/allowances';
import { readSelection } from '../behaviours/selection';
import type { CollectedGraph } from '../memoryStore';
import type { Expectation } from '../outcome';
import type { Cell } from './cell';
import { children, type Children, type Kind } from './shareTargets';

/** In percent. 2 % of so few are within the limits, the others are not. */
const shares = [2, 20, 70] as const;

/** More single objects than this that cannot be read are not the cause themselves. */
const MOST_UNREAD = 20;

/** Another seed hits other children, and runs other cells of the part. */
export const { seed } = readSelection(process.env);

interface Trouble {
  readonly name: string;
  readonly kind: Kind;
  /** Default: what an empty answer of the source is. */
  readonly fault?: Fault;
  /** What messages say of it. */
  readonly cause: RegExp;
}

const hostile = (fault: Fault): Trouble => ({
  name: fault.name,
  kind: 'unread',
  fault,
  cause: /no usable answer \(malformed\)/,
});

const gone: Trouble = {
  name: answers.notFound.name,
  kind: 'gone',
  fault: answers.notFound,
  cause: /\d+ would be normal/,
};

const broken: Trouble = {
  name: answers.serverError.name,
  kind: 'unread',
  fault: answers.serverError,
  cause: /500 InternalServerError/,
};

const empty: Trouble = {
  name: 'empty answer',
  kind: 'empty',
  cause: /(?:states of 0 devices|0 rows), and Intune counts \d+/,
};

/** Where nothing counts what there is, an empty answer is believed: the table of proofs says so. */
const troublesOf = ({ isCounted }: Children): readonly Trouble[][] => [
  [gone],
  [broken],
  [answers.errorWithSuccess, answers.htmlPage, answers.emptyObject].map(
    hostile,
  ),
  ...(isCounted ? [[empty]] : []),
];

export const shareCells = children.flatMap(cellsOf);

/** Of each request, in the part that `npm test` runs. */
const KINDS_IN_PART = 2;

/**
 * The cells that `npm test` runs: of each request some kinds of trouble, each with
 * a share, which differ from one request to the next and with the seed. Together
 * they have every kind and every share.
 */
export function sharePart(seed: number): Cell[] {
  return children.flatMap((each, row) => {
    const kinds = troublesOf(each);
    return Array.from({ length: KINDS_IN_PART }, (_, column) => {
      const turn = seed + KINDS_IN_PART * row + column;
      const kind = kinds[turn % kinds.length];
      return cellOf(
        each,
        kind[turn % kind.length],
        shares[(turn + column) % shares.length],
      );
    });
  });
}

function cellsOf(each: Children): Cell[] {
  return troublesOf(each)
    .flat()
    .flatMap((trouble) => shares.map((share) => cellOf(each, trouble, share)));
}

function cellOf(each: Children, trouble: Trouble, share: number): Cell {
  const { step, request, way, ids } = each;
  const count = Math.max(1, Math.round((ids.length * share) / 100));
  const hit = createRandom(seed).shuffle(ids).slice(0, count);
  return {
    fault: `${trouble.name}, for ${share} % of them`,
    steps: [step],
    request,
    way,
    rules: () => rulesOf(each, trouble, hit),
    expectation: expectationOf(each, trouble, hit),
  };
}

function rulesOf(
  { sources, refused }: Children,
  { kind, fault }: Trouble,
  hit: readonly string[],
): FaultRule[] {
  const own = sources.map(({ on, empty: nothing }): FaultRule => {
    const patterns = hit.map(on);
    const effective = fault ?? nothing;
    if (!effective) {
      throw new Error('This source has no empty answer');
    }
    return {
      on: (request) => patterns.some((pattern) => fits(pattern, request)),
      fault: effective,
    };
  });
  return [...own, ...(refused?.(kind) ?? [])];
}

function expectationOf(
  each: Children,
  { kind, cause }: Trouble,
  hit: readonly string[],
): Expectation {
  const { step, of, gone: goneWords, unread, manyUnread } = each;
  const { apart, isForLaterSteps, without } = each;
  const count = hit.length;
  const change = {
    apart: apart?.(new Set(hit)),
    graph: (whole: CollectedGraph) =>
      without ? hit.reduce((graph, id) => without(id)(graph), whole) : whole,
  };
  const partial = (what: string): Expectation => ({
    kind: 'partial',
    step,
    what: new RegExp(`(?:^|: |\\. )${what}`, 'm'),
    cause,
    apart: change.apart,
    emits: isForLaterSteps ? undefined : change.graph,
  });
  if (kind === 'gone') {
    const what = `${count} of ${of} ${goneWords}`;
    return count <= allowed(of, 'changes')
      ? {
          kind: 'less',
          ...change,
          told: new RegExp(`^${what}.*So few are`, 'm'),
        }
      : partial(what);
  }
  return manyUnread && count > MOST_UNREAD
    ? { ...manyUnread, cause }
    : partial(`${count} ${unread}`);
}
