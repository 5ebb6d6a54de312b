import {
  getDefaultAutoSelectFamilyAttemptTimeout,
  setDefaultAutoSelectFamilyAttemptTimeout,
} from 'node:net';
import { scriptedClient } from '#test/graph/scriptedClient';

const before = getDefaultAutoSelectFamilyAttemptTimeout();

afterAll(() => setDefaultAutoSelectFamilyAttemptTimeout(before));

test.each([
  [250, 5_000],
  [60_000, 60_000],
])(
  'with a client, an address that had %p ms has %p ms, for logins and downloads, too',
  (given, expected) => {
    setDefaultAutoSelectFamilyAttemptTimeout(given);
    scriptedClient([]);
    expect(getDefaultAutoSelectFamilyAttemptTimeout()).toBe(expected);
  },
);
