/** What one window lets through; the property tests are in progress.test.ts. */
import { QuotaWindow } from './quotaWindow';
import type { Quota } from './workloads';

const QUOTA: Quota = { limit: 100, windowMs: 1_000, inFlight: 1 };

/** 80 units a window are granted, which is known, and no more is tried. */
function known(share = 0.8): QuotaWindow {
  const window = new QuotaWindow(QUOTA, 0, share);
  window.nearlyUsedUp();
  return window;
}

/** Sends a request that is answered at once. */
function send(window: QuotaWindow, cost: number, now: number): number {
  const wait = window.take(cost, now);
  if (wait === 0) {
    window.answered(cost, now);
  }
  return wait;
}

function refuse(window: QuotaWindow, cost: number, now: number): void {
  window.refused(cost, now, now);
  window.answered(cost, now);
}

describe('a window', () => {
  test('holds the allowance', () => {
    const window = known();
    expect(window.allowance).toBe(80);
    expect(send(window, 80, 0)).toBe(0);
    expect(window.take(1, 0)).toBe(1_000);
  });

  test('says how long to wait for the first charge to go', () => {
    const window = known();
    send(window, 50, 0);
    send(window, 30, 400);
    expect(window.take(20, 700)).toBe(300);
    expect(window.take(20, 999)).toBe(1);
    expect(window.take(20, 1_000)).toBe(0);
  });

  test('keeps a charge until a window after the answer: Graph may have counted it then', () => {
    const window = known();
    window.take(80, 0);
    expect(window.take(1, 500)).toBe(Infinity);
    window.answered(80, 500);
    expect(window.take(20, 500)).toBe(1_000);
    expect(window.take(20, 1_500)).toBe(0);
  });

  test('knows of answers that end late when they began', () => {
    const window = known();
    window.take(40, 0);
    window.take(40, 0);
    window.answered(40, 300);
    window.answered(40, 100);
    expect(window.take(40, 400)).toBe(700);
    expect(window.take(40, 1_100)).toBe(0);
    expect(window.take(60, 1_299)).toBe(1);
  });

  test('takes nothing when it makes somebody wait', () => {
    const window = known();
    send(window, 70, 0);
    expect(window.take(20, 0)).toBeGreaterThan(0);
    expect(window.take(10, 0)).toBe(0);
  });

  test('is for one request alone that costs more than the allowance', () => {
    const window = known();
    expect(send(window, 500, 0)).toBe(0);
    expect(window.take(1, 999)).toBe(1);
    send(window, 1, 1_000);
    expect(window.take(500, 1_500)).toBe(500);
    expect(window.take(500, 2_000)).toBe(0);
  });

  test('leaves whole units to others when asked to', () => {
    const window = known(1);
    send(window, 90, 0);
    expect(window.take(9, 0, 0.02)).toBe(1_000);
    expect(window.take(8, 0, 0.02)).toBe(0);
    expect(window.take(2, 0)).toBe(0);
    const small = known(0.02);
    expect(small.take(1, 0, 0.02)).toBe(0);
    expect(small.take(1, 0, 0.02)).toBe(0);
  });
});

describe('to begin with', () => {
  test('one call at a time is never too much', () => {
    const window = new QuotaWindow(QUOTA, 0);
    expect(window.take(20, 0)).toBe(0);
    expect(window.take(1, 0)).toBe(Infinity);
    window.answered(20, 0);
    expect(window.take(70, 0)).toBe(0);
    window.answered(70, 0);
    expect(window.take(20, 0)).toBe(1_000);
  });

  test('the allowance grows with each answer', () => {
    const window = new QuotaWindow(QUOTA, 0);
    const allowances = [2, 2, 4].map((cost) => {
      send(window, cost, 0);
      return window.allowance;
    });
    expect(allowances).toEqual([4, 6, 11]);
  });

  test('answers of different windows are not added up', () => {
    const window = new QuotaWindow(QUOTA, 0);
    window.take(2, 0);
    window.take(1, 0);
    window.answered(2, 0);
    window.answered(1, 5_000);
    expect(window.allowance).toBe(4);
  });

  test('an answer is waited for that may raise the allowance, but a window at most', () => {
    const window = new QuotaWindow(QUOTA, 0);
    send(window, 2, 0);
    window.take(2, 900);
    expect(window.take(4, 900)).toBe(QUOTA.windowMs);
  });
});

describe('a refusal', () => {
  test('teaches what was granted', () => {
    const window = known();
    send(window, 30, 0);
    window.take(20, 0);
    refuse(window, 20, 0);
    expect(window.take(20, 0)).toBeGreaterThan(0);
    expect(window).toMatchObject({ allowance: 30, grantedShare: 0.3 });
  });

  test('counts what is under way as granted', () => {
    const window = known();
    for (const cost of [30, 25, 5]) {
      window.take(cost, 0);
    }
    window.answered(30, 10);
    window.refused(5, 0, 20);
    window.take(1, 20);
    expect(window.allowance).toBe(55);
  });

  test('that was sent before the last one was learned from teaches nothing', () => {
    const window = known();
    for (const cost of [40, 5, 5]) {
      window.take(cost, 0);
    }
    window.answered(40, 10);
    refuse(window, 5, 20);
    window.take(1, 1_500);
    const { allowance } = window;
    window.refused(5, 0, 1_600);
    window.answered(5, 1_600);
    window.take(1, 1_700);
    expect(window.allowance).toBe(allowance);
  });

  test('leaves one unit at least', () => {
    const window = known();
    window.take(5, 0);
    refuse(window, 5, 0);
    expect(window.take(1, 0)).toBe(0);
    expect(window.allowance).toBe(1);
  });
});

describe('a service that refills', () => {
  /** Grants 40 units, and the request that found out. */
  function refilled(): QuotaWindow {
    const window = known();
    send(window, 40, 0);
    window.take(10, 0);
    refuse(window, 10, 0);
    expect(window.take(10, 0)).toBe(250);
    expect(send(window, 10, 250)).toBe(0);
    return window;
  }

  test('gets its allowance evenly once a request was granted that only it has room for', () => {
    const window = refilled();
    expect(window.take(4, 250)).toBe(100);
    expect(window.take(4, 350)).toBe(0);
  });

  test('is charged what requests cost, not what they were expected to', () => {
    const window = refilled();
    expect(window.take(4, 350)).toBe(0);
    window.answered(4, 350, 8);
    expect(window.take(4, 350)).toBe(200);
  });

  test('is never asked for more than the documented limit in a window', () => {
    const window = new QuotaWindow(QUOTA, 0);
    send(window, 90, 0);
    window.take(10, 0);
    refuse(window, 10, 0);
    expect(window.take(1, 0)).toBeGreaterThan(0);
    expect(send(window, 1, 500)).toBe(0);
    expect(send(window, 9, 700)).toBe(0);
    expect(window.take(1, 900)).toBe(100);
    expect(window.take(1, 1_000)).toBe(0);
  });
});

test('a service with windows gets its allowance window by window when the trial was refused', () => {
  const window = known();
  send(window, 40, 0);
  window.take(10, 0);
  refuse(window, 10, 0);
  expect(window.take(10, 0)).toBe(250);
  expect(window.take(10, 250)).toBe(0);
  refuse(window, 10, 250);
  expect(window.take(10, 260)).toBe(740);
  expect(send(window, 40, 1_000)).toBe(0);
});

test('more is tried after full windows', () => {
  const window = known();
  const allowances = [0, 1_000, 2_000, 3_000].map((now) => {
    send(window, window.allowance, now);
    window.take(10, now);
    return window.allowance;
  });
  expect(allowances).toEqual([80, 80, 84, 92]);
});

describe('what got no answer', () => {
  test('may count at Graph, so others wait for it', () => {
    const window = known();
    window.take(60, 0);
    window.lost(60, 100);
    expect(window.take(40, 100)).toBe(1_000);
    expect(window.take(20, 100)).toBe(0);
  });

  test('is not taken for granted when the allowance grows or is learned', () => {
    const window = new QuotaWindow({ ...QUOTA, limit: 1_000 }, 0);
    send(window, 10, 0);
    const grown = window.allowance;
    window.take(5, 0);
    window.lost(5, 0);
    expect(window.allowance).toBe(grown);
    expect(window.take(1, 10)).toBe(0);
    refuse(window, 1, 10);
    window.take(1, 20);
    expect(window.allowance).toBe(10);
  });

  test('is not taken for granted either when it was not carried out', () => {
    const window = new QuotaWindow({ ...QUOTA, limit: 1_000 }, 0);
    window.take(20, 0);
    window.notCharged(15);
    window.refused(1, 0, 0);
    window.answered(20, 0);
    window.take(1, 20);
    expect(window.allowance).toBe(4);
  });
});

describe('a Retry-After that ends long before the window', () => {
  /** 10 of 10 units were granted, and one more is refused until that time. */
  function refusedUntil(roomAt: number | undefined): QuotaWindow {
    const window = new QuotaWindow(QUOTA, 0);
    send(window, 10, 0);
    window.take(1, 0);
    window.refused(1, 0, 0, roomAt);
    window.answered(1, 0);
    return window;
  }

  test('lets one request through, but no other one', () => {
    const window = refusedUntil(50);
    expect(window.take(1, 0)).toBe(50);
    expect(window.take(1, 50)).toBe(0);
    window.answered(1, 50);
    window.refused(1, 50, 60, 110);
    // The request that finds out how the service counts comes next.
    expect(window.take(1, 110)).toBe(40);
  });

  test('lets none through when it is late, costs more or was not sent', () => {
    expect(refusedUntil(600).take(1, 0)).toBe(100);
    expect(refusedUntil(50).take(2, 0)).toBe(200);
    expect(refusedUntil(undefined).take(1, 0)).toBe(100);
  });
});

describe('a window that grants a single unit', () => {
  const QUOTA_OF_JOBS: Quota = { limit: 50, windowMs: 60_000, inFlight: 1 };

  test('is as long as a Retry-After says', () => {
    const window = new QuotaWindow(QUOTA_OF_JOBS, 0, 0.02);
    window.nearlyUsedUp();
    expect(window.allowance).toBe(1);
    expect(send(window, 1, 0)).toBe(0);
    expect(send(window, 1, 60_000)).toBe(0);
    expect(window.take(1, 120_000)).toBe(0);
    window.refused(1, 120_000, 120_000, 123_000);
    window.answered(1, 120_000);
    expect(send(window, 1, 123_000)).toBe(0);
    expect(window.take(1, 183_000)).toBe(3_000);
    expect(window.take(1, 186_000)).toBe(0);
  });

  test('has no such length once it grants more', () => {
    const window = new QuotaWindow(QUOTA_OF_JOBS, 0, 0.02);
    window.nearlyUsedUp();
    send(window, 1, 0);
    window.take(1, 60_000);
    window.refused(1, 60_000, 60_000, 63_000);
    window.answered(1, 60_000);
    let at = 63_000;
    for (; send(window, 1, at) === 0 && window.allowance === 1; at += 63_000) {
      expect(window.take(1, at)).toBeGreaterThan(60_000);
    }
    expect(window.allowance).toBe(2);
    expect(window.take(1, at)).toBe(0);
  });
});

describe('what is expected of a window', () => {
  test('is what it granted before a refusal, though answers are still to come', () => {
    const window = new QuotaWindow(QUOTA, 0);
    send(window, 4, 0);
    expect(window.expectedShare).toBeUndefined();
    window.take(1, 100);
    window.take(1, 100);
    window.refused(1, 100, 150);
    expect(window.expectedShare).toBe(0.05);
    expect(window.grantedShare).toBeUndefined();
    window.answered(1, 150);
    window.answered(1, 150);
    expect(window.take(1, 160)).toBeGreaterThan(0);
    expect(window.grantedShare).toBe(0.05);
    expect(window.expectedShare).toBe(0.05);
  });

  test('is never more than what is known', () => {
    const window = known(0.1);
    send(window, 10, 0);
    window.take(1, 1_000);
    window.refused(1, 1_000, 1_000);
    expect(window.expectedShare).toBe(0.1);
  });
});

test('where the quota comes back evenly, a try begins with little, and doubles with each grant', () => {
  const window = known();
  send(window, 40, 0);
  window.take(10, 0);
  refuse(window, 10, 0);
  expect(window.take(10, 0)).toBe(250);
  expect(send(window, 10, 250)).toBe(0);
  const sentAt: number[] = [250];
  for (let now = 251; sentAt.length < 20; now += 1) {
    if (send(window, 10, now) === 0) {
      sentAt.push(now);
    }
  }
  const gaps = sentAt.slice(1).map((at, index) => at - sentAt[index]);
  const early = gaps.findIndex((gap) => gap < 245);
  expect(gaps.slice(0, early).every((gap) => gap <= 251)).toBe(true);
  expect(gaps[early]).toBeGreaterThan(125);
  expect(gaps[early + 1]).toBeLessThan(gaps[early]);
  expect(gaps[early + 2]).toBeLessThan(gaps[early + 1]);
});
