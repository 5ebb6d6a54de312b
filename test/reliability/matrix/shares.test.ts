import { stepIds } from '../../../src/run/stepIds';
import { runsAll } from '../../support/extent';
import { SEED_VARIABLE } from '../behaviours/selection';
import { describeCells } from './describeCells';
import { nameOf, type Cell } from './cell';
import { seed, shareCells, sharePart } from './shares';
import { sharesTenant } from './shareTargets';

const emulator = {
  tenant: sharesTenant,
  // Nothing makes up for what is not to be had.
  exportPermission: 'nobody',
  largestPage: undefined,
} as const;

/** Devices are asked for their applications by this step only where their details were not read. */
const isWithoutDetails = ({ steps }: Cell) =>
  steps.includes(stepIds.detectedApplications);

const chosen = runsAll ? shareCells : sharePart(seed);
const title = `shares of children, ${SEED_VARIABLE}=${seed}`;

describeCells(title, shareCells, {
  emulator,
  chosen: chosen.filter((cell) => !isWithoutDetails(cell)),
});

describeCells(`${title}, without details`, shareCells, {
  emulator,
  chosen: chosen.filter(isWithoutDetails),
  run: { includeAdvancedDeviceDetails: false },
});

test.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])(
  'the part has every request, kind of trouble and share (seed %i)',
  (any) => {
    const part = sharePart(any);
    const whole = new Set(shareCells.map(nameOf));
    expect(part.filter((cell) => !whole.has(nameOf(cell)))).toEqual([]);
    expect(new Set(part.map(({ request }) => request))).toEqual(
      new Set(shareCells.map(({ request }) => request)),
    );
    const kinds = /^(?:(404)|(500)|200|HTML|(empty))/;
    const ofFault = (fault: string) =>
      kinds.exec(fault)?.slice(1).find(Boolean) ?? 'hostile';
    expect(new Set(part.map(({ fault }) => ofFault(fault))).size).toBe(4);
    const sharesOf = part.map(({ fault }) => /\d+ %/.exec(fault)?.[0]);
    expect([...new Set(sharesOf)].sort()).toEqual(['2 %', '20 %', '70 %']);
  },
);
