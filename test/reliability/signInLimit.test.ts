/**
 * Few pages of users with sign-in times are granted in a minute, and the pauses in
 * between are long enough for page tokens to expire: the list begins again, and
 * what was listed before comes again.
 */
import {
  answers,
  startEmulator,
  type Emulator,
  type Fault,
  type FaultedRequest,
} from '../emulator';
import { FakeClock } from '../graph/fakeClock';
import { withoutProperties } from './matrix/optionalTargets';
import { matrixTenant } from './matrix/tenant';
import { differences } from './outcome';
import { runIntegration, type Run } from './runIntegration';

jest.setTimeout(30_000);

/** Of 42 users: more pages than a minute grants. */
const USERS_IN_A_PAGE = 2;
const NOTHING = { missing: [], unexpected: [], changed: [] };

const isLaterPage = ({ url }: FaultedRequest) =>
  /\/users\?.*signInActivity.*skiptoken/.test(url);

/** Page tokens of users expire a while after they were given, until so many have expired. */
function expiringTokens(clock: FakeClock, lifetimeMs: number, most: number) {
  let givenAt = Infinity;
  const expired: string[] = [];
  const expiring: Fault = {
    name: 'page tokens that expire',
    apply: async (answer, request) => {
      const isExpired = clock.monotonic() > givenAt + lifetimeMs;
      if (isLaterPage(request) && isExpired && expired.length < most) {
        expired.push(request.url);
        return answers.expiredPageToken.apply(answer, request);
      }
      const given = await answer();
      givenAt = given.status === 200 ? clock.monotonic() : givenAt;
      return given;
    },
  };
  return { expiring, expired };
}

let emulator: Emulator | undefined;
afterEach(() => emulator?.close());

/** A run before a service that grants ten pages a minute. */
async function runLimited(
  most: number,
): Promise<{ run: Run; expired: string[]; refused: number }> {
  const clock = new FakeClock(Date.now());
  const { expiring, expired } = expiringTokens(clock, 30_000, most);
  emulator = await startEmulator({
    tenant: matrixTenant,
    exportPolls: 0,
    signInLimit: '10 per minute',
    largestPage: (path) => (path === '/users' ? USERS_IN_A_PAGE : undefined),
    throttling: { clock: { now: () => clock.monotonic() } },
    faults: [
      {
        on: ({ kind, url }) => kind === 'graph' && url.includes('signIn'),
        fault: expiring,
      },
    ],
  });
  const run = await runIntegration(emulator, { clock });
  const bucket = emulator.throttling?.buckets.find(
    ({ name }) => name === 'signInActivity',
  );
  return { run, expired, refused: bucket?.refused ?? NaN };
}

let whole: Run['graph'];
beforeAll(async () => {
  const plain = await startEmulator({ tenant: matrixTenant, exportPolls: 0 });
  whole = (await runIntegration(plain)).graph;
  await plain.close();
});

test.each([0, 1, 2])(
  'a run with %d expired page tokens has all users with their sign-in times',
  async (most) => {
    const { run, expired, refused } = await runLimited(most);
    expect(expired).toHaveLength(most);
    expect(run.partialTypes).toEqual([]);
    expect(differences(run.graph, whole)).toEqual(NOTHING);
    expect(run.events.join('\n')).not.toContain('Sign-in times');
    // Before the first one, nothing says that so few are granted.
    expect(refused).toBe(1);
  },
);

test('a run whose page tokens expire in each pause has all users, some without sign-in times', async () => {
  const { run, expired } = await runLimited(Infinity);
  expect(expired.length).toBeGreaterThan(2);
  expect(run.partialTypes).toEqual([]);
  const ofUsers = withoutProperties('azure_user', [
    'lastSignInOn',
    'lastSignInDateTime',
    'lastNonInteractiveSignInOn',
    'lastNonInteractiveSignInDateTime',
    'lastSuccessfulSignInOn',
    'lastSuccessfulSignInDateTime',
  ]);
  expect(differences(ofUsers(run.graph), ofUsers(whole))).toEqual(NOTHING);
  expect(run.graph.entities.some((entity) => entity.lastSignInOn)).toBe(true);
  expect(run.events.join('\n')).toMatch(
    /Sign-in times of users are not collected in this run, because the request for them failed: .*page token/,
  );
});
