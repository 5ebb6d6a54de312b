/**
 * Lists that cannot be true: empty, cut, without ids, without what decides. Once,
 * and another reading has them; for good, and the step is partial or an event
 * says that the list was empty twice.
 */
import { pages, type Fault } from '../../emulator';
import { stepIds } from '../../../src/run/stepIds';
import type { Expectation } from '../outcome';
import type { Cell } from './cell';
import { rulesOf, type Target } from './target';
import { listings } from './targets';

/** The lists of which another answer of Graph's says how many items there are. */
const counted = listings.filter(({ steps: [step] }) =>
  [
    stepIds.users,
    stepIds.groups,
    stepIds.managedDevices,
    stepIds.managedApplications,
  ].some((id) => id === step),
);

/** What decides about their items, as the steps name it. */
const deciding: Readonly<Record<string, readonly string[]>> = {
  [stepIds.users]: ['accountEnabled'],
  [stepIds.groups]: ['mailEnabled', 'securityEnabled'],
  [stepIds.managedDevices]: [
    'complianceState',
    'isEncrypted',
    'managementState',
    'ownerType',
  ],
  [stepIds.managedApplications]: ['publishingState'],
};

const HALF = 2;

const partial = ({ steps: [step] }: Target, what: RegExp) =>
  ({ kind: 'partial', step, what }) satisfies Expectation;

/** In the first reading of the list: on all of its pages. */
function once(target: Target, fault: Fault): Cell {
  const { steps, request, way, on } = target;
  return {
    fault: `${fault.name}, once`,
    steps,
    request,
    way,
    rules: () => {
      let readings = 0;
      return rulesOf(target, {
        on: (asked) => {
          const isHit =
            asked.kind === on.kind && (on.url?.test(asked.url) ?? true);
          readings += isHit && !/skip/i.test(asked.url) ? 1 : 0;
          return isHit && readings === 1;
        },
        fault,
      });
    },
    expectation: { kind: 'same' },
  };
}

function forGood(target: Target, fault: Fault, expectation: Expectation): Cell {
  const { steps, request, way } = target;
  return {
    fault: `${fault.name}, for good`,
    steps,
    request,
    way,
    rules: () => rulesOf(target, { fault }),
    expectation,
  };
}

const spoiling: readonly (readonly [Fault, RegExp])[] = [
  [pages.withoutIds(HALF), /\d+ of \d+ .* came without an id/],
  [pages.onlyIds(HALF), /\d+ of \d+ .* came without an id/],
];

export const implausibleCells: readonly Cell[] = [
  ...listings.map((target) => once(target, pages.noItems)),
  ...counted.flatMap((target) => [
    forGood(target, pages.noItems, {
      ...partial(target, /\d+ .* are not listed/),
      emitsNothing: true,
    }),
    ...spoiling.flatMap(([fault, what]) => [
      once(target, fault),
      forGood(target, fault, partial(target, what)),
    ]),
    ...lacking(target),
  ]),
];

function lacking(target: Target): Cell[] {
  const fault = pages.withoutProperties(HALF, deciding[target.steps[0]]);
  return [
    once(target, fault),
    forGood(target, fault, partial(target, /\d+ of \d+ .* came without \w+/)),
  ];
}
