import * as fc from 'fast-check';
import { anyValue } from '#test/support/anyPayload';
import {
  installRank,
  installStateOfRank,
  readInstallState,
  worseInstallState,
  type ResultantAppState,
} from './installState';

const table: [number, ResultantAppState][] = [
  [-1, 'notApplicable'],
  [1, 'installed'],
  [2, 'failed'],
  [3, 'notInstalled'],
  [4, 'uninstallFailed'],
  [5, 'pendingInstall'],
  [99, 'unknown'],
];

const states = table.map(([, state]) => state);

describe('an install state', () => {
  it.each(table)('%s is %s', (number, state) => {
    expect(readInstallState(number)).toBe(state);
    expect(readInstallState(String(number))).toBe(state);
    expect(readInstallState(state)).toBe(state);
    expect(readInstallState(`${state} (${number})`)).toBe(state);
  });

  it.each<[string, ResultantAppState]>([
    ['Installed', 'installed'],
    ['Not installed', 'notInstalled'],
    ['Not Applicable', 'notApplicable'],
    ['Pending install', 'pendingInstall'],
    ['Install pending', 'pendingInstall'],
    ['Pending', 'pendingInstall'],
    ['Failed', 'failed'],
    ['Uninstall failed', 'uninstallFailed'],
    ['Unknown', 'unknown'],
  ])('may be the words of a report or of the portal: %s', (words, state) => {
    expect(readInstallState(words)).toBe(state);
  });

  it.each([
    '',
    // The first member of v1.0's list of the same name.
    0,
    '6',
    6,
    '-2',
    'unknownFutureValue',
    'Uninstall pending',
    'installed (2)',
    null,
    undefined,
  ])('is not made of %j', (value) => {
    expect(readInstallState(value)).toBeUndefined();
  });

  it('is one of these or none, whatever comes', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect([...states, undefined]).toContain(readInstallState(value));
      }),
    );
  });
});

describe('the worse of two install states', () => {
  it('goes from what needs a look to what says least', () => {
    const fromWorst = [...states].sort(
      (a, b) => installRank(a) - installRank(b),
    );
    expect(fromWorst).toEqual([
      'failed',
      'uninstallFailed',
      'pendingInstall',
      'notInstalled',
      'installed',
      'unknown',
      'notApplicable',
    ]);
  });

  it.each(states)('%s has a rank of its own', (state) => {
    expect(installStateOfRank(installRank(state))).toBe(state);
  });

  it('is the same whatever the order of the rows', () => {
    const rows = fc.array(fc.constantFrom(...states), { minLength: 1 });
    fc.assert(
      fc.property(rows, fc.infiniteStream(fc.nat()), (all, random) => {
        const shuffled = [...all]
          .map((state) => ({ state, at: random.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ state }) => state);
        const worst = all.reduce(worseInstallState);
        expect(shuffled.reduce(worseInstallState)).toBe(worst);
        expect(installRank(worst)).toBe(Math.min(...all.map(installRank)));
      }),
    );
  });
});
