import { Allowance } from './allowance';

const LIMIT = 1_000;

/** What was granted is granted again until the allowance stays as it is; returns the allowances. */
function growth(allowance: Allowance, most = Infinity): number[] {
  const seen = [allowance.units];
  for (;;) {
    allowance.grow(Math.min(allowance.units, most));
    if (allowance.units === seen.at(-1)) {
      return seen;
    }
    seen.push(allowance.units);
  }
}

/** An allowance after a refusal; nothing more is tried yet. */
function learned(granted: number, documented = LIMIT): Allowance {
  const allowance = new Allowance(documented, 0);
  allowance.grow(granted);
  allowance.learn(granted, false);
  return allowance;
}

/** How many full windows end before more is tried. */
function windowsUntilTry(allowance: Allowance, isEven?: boolean): number {
  let windows = 0;
  for (; !allowance.isTrying; windows += 1) {
    allowance.endWindow(true, isEven);
  }
  return windows;
}

describe('to begin with', () => {
  test.each([
    [8_000, 40],
    [1_000, 5],
    [100, 2],
    [10, 2],
    [1, 1],
  ])('of %d units a window may hold %d', (documented, units) => {
    expect(new Allowance(documented, 0).units).toBe(units);
  });

  test.each([48, 100, 199, 200, 1_000, 8_000])(
    'it grows to the limit of %d within 24 full windows, and overshoots by a third of what was sent and the first allowance at most',
    (limit) => {
      const grown = growth(new Allowance(limit, 0));
      expect(grown.length).toBeLessThanOrEqual(25);
      expect(grown.at(-1)).toBe(limit);
      for (const [index, sent] of grown.slice(1).entries()) {
        const overshoot = sent - grown[index];
        expect(overshoot).toBeLessThanOrEqual(sent / 3 + grown[0]);
      }
    },
  );

  test('it is what other workloads let expect, and a little more', () => {
    const allowance = new Allowance(LIMIT, 100);
    expect(allowance.units).toBe(105);
    expect(allowance.grantedShare).toBe(0.1);
    expect(growth(allowance).at(-1)).toBe(LIMIT);
    // A guess that proved too low is not told to others.
    expect(allowance.grantedShare).toBe(1);
  });

  test('nothing is known of what is granted', () => {
    const allowance = new Allowance(LIMIT, 0);
    growth(allowance);
    expect(allowance.grantedShare).toBeUndefined();
  });
});

describe('after a refusal', () => {
  test('it is what was granted, and nothing more is tried', () => {
    const allowance = learned(300);
    expect(allowance).toMatchObject({ units: 300, isTrying: false });
    expect(allowance.grantedShare).toBe(0.3);
    allowance.grow(900);
    expect(allowance.units).toBe(300);
  });

  test('it is one unit at least', () => {
    expect(learned(0.4).units).toBe(1);
    const allowance = learned(300);
    allowance.learn(0, false);
    expect(allowance.units).toBe(1);
  });

  test('it is not more than was allowed', () => {
    const allowance = new Allowance(LIMIT, 300);
    allowance.learn(500, false);
    expect(allowance.units).toBe(300);
  });

  test.each([
    [500, 500],
    [5_000, LIMIT],
  ])(
    'it is what the first request was granted, which may be more: of %d units %d',
    (granted, units) => {
      const allowance = new Allowance(LIMIT, 0);
      allowance.learn(granted, false);
      expect(allowance.units).toBe(units);
    },
  );

  test('it begins again when nothing was granted and nothing is known, but only once', () => {
    const allowance = new Allowance(LIMIT, 0);
    allowance.grow(900);
    allowance.learn(0, false);
    expect(allowance).toMatchObject({ units: 5, isTrying: true });
    expect(allowance.grantedShare).toBeUndefined();
    expect(growth(allowance).at(-1)).toBe(LIMIT);
    const refused = new Allowance(LIMIT, 0);
    refused.learn(0, false);
    refused.learn(0, false);
    expect(refused).toMatchObject({ units: 1, isTrying: false });
  });

  test('it shrinks to what is granted now', () => {
    const allowance = learned(300);
    allowance.learn(50, false);
    expect(allowance.units).toBe(50);
  });
});

describe('more is tried', () => {
  test.each([
    [300, 2, 315],
    [10, 2, 11],
    [5, 2, 6],
    [4, 4, 5],
    [1, 4, 2],
  ])(
    'of %d units after %d full windows: %d',
    (granted, expectedWindows, units) => {
      const allowance = learned(granted);
      expect(windowsUntilTry(allowance)).toBe(expectedWindows);
      expect(allowance.units).toBe(units);
    },
  );

  test('only after windows that were full', () => {
    const allowance = learned(300);
    for (const isFull of [false, true, false, false]) {
      allowance.endWindow(isFull);
    }
    expect(allowance.isTrying).toBe(false);
    allowance.endWindow(true);
    expect(allowance.isTrying).toBe(true);
  });

  test('later each time it is refused, and what was known is kept', () => {
    const allowance = learned(300);
    const waited = Array.from({ length: 8 }, () => {
      const windows = windowsUntilTry(allowance);
      allowance.grow(307);
      allowance.learn(307, false);
      expect(allowance.units).toBe(300);
      return windows;
    });
    expect(waited).toEqual([2, 4, 8, 16, 32, 64, 64, 64]);
  });

  test('soon again when it was granted before it was refused', () => {
    const allowance = learned(300);
    windowsUntilTry(allowance);
    allowance.learn(300, false);
    expect(windowsUntilTry(allowance)).toBe(4);
    growth(allowance, 600);
    allowance.learn(600, false);
    expect(windowsUntilTry(allowance)).toBe(2);
  });

  test('and grows to the limit while it is granted', () => {
    const allowance = learned(10);
    windowsUntilTry(allowance);
    expect(growth(allowance).at(-1)).toBe(LIMIT);
    expect(allowance.grantedShare).toBe(1);
  });

  test('and is more after each full window, where whole batches leave it unused', () => {
    const allowance = learned(100);
    windowsUntilTry(allowance);
    const units = [true, false, true].map((isFull) => {
      allowance.grow(100);
      allowance.endWindow(isFull);
      return allowance.units;
    });
    expect(units).toEqual([110, 110, 115]);
  });

  test.each([
    ['a tenth more is believed', 120, false, 110],
    ['half is believed: it may be what two windows granted', 600, false, 300],
    ['all is believed where it cannot be', 600, true, 600],
  ])(
    'when much more was granted before the refusal, %s',
    (_, granted, isSure, units) => {
      const allowance = learned(100);
      windowsUntilTry(allowance);
      growth(allowance, granted);
      allowance.learn(granted, isSure);
      expect(allowance.units).toBe(units);
    },
  );
});

describe('when Graph says that the quota is nearly used up', () => {
  test('what was granted is kept', () => {
    const allowance = new Allowance(LIMIT, 0);
    allowance.grow(200);
    allowance.nearlyUsedUp();
    expect(allowance).toMatchObject({ units: 200, isTrying: false });
    expect(windowsUntilTry(allowance)).toBe(2);
  });

  test('the full windows are counted anew', () => {
    const allowance = learned(300);
    allowance.endWindow(true);
    allowance.nearlyUsedUp();
    expect(windowsUntilTry(allowance)).toBe(2);
  });

  test('nothing changes before anything was granted', () => {
    const allowance = new Allowance(LIMIT, 0);
    allowance.nearlyUsedUp();
    expect(allowance).toMatchObject({ units: 5, isTrying: true });
  });
});

test('the documented limit is raised, and never lowered', () => {
  const allowance = new Allowance(LIMIT, 0);
  growth(allowance);
  allowance.raise(2 * LIMIT);
  expect(growth(allowance).at(-1)).toBe(2 * LIMIT);
  allowance.raise(LIMIT);
  expect(allowance.units).toBe(2 * LIMIT);
});

test.each([
  ['windows', 100, false, [2, 4, 8]],
  ['evenly', 100, true, [1, 2, 4]],
  // A refused try of few is a large part of all requests.
  ['evenly, few units', 4, true, [4, 8, 16]],
])(
  'the time between tries of what comes back in %s: %d units',
  (_, granted, isEven, expected) => {
    const allowance = learned(granted);
    const windows = expected.map(() => {
      const waited = windowsUntilTry(allowance, isEven);
      allowance.learn(granted, isEven);
      return waited;
    });
    expect(windows).toEqual(expected);
  },
);
