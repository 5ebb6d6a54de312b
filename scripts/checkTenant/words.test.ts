import * as fc from 'fast-check';
import {
  GraphAbortError,
  GraphResponseError,
} from '../../src/graph/errors/errors';
import { usersRequest } from '../../src/steps/users/request';
import type { PlannedRequest } from './requests/plannedRequests';
import type { Trial } from './requests/trials';
import { describeTrial, withoutPeople } from './words';

const planned: PlannedRequest = {
  request: usersRequest,
  name: 'GET /v1.0/users',
  ...{ datasets: [], steps: [], requiresIntune: false, need: 'required' },
};

const trial = (rest: Partial<Trial>): Trial => ({
  ...{ planned, attempts: 1, isOutOfTime: false },
  ...rest,
});

const refused = (status: number, code: string, message: string) =>
  trial({
    status,
    failure: new GraphResponseError('GET /v1.0/users', {
      status,
      code,
      message,
    }),
  });

test.each([
  [
    refused(403, 'Forbidden', 'no scope'),
    'refused',
    'User.Read.All or Directory.Read.All',
  ],
  [
    refused(403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', 'x'),
    'refused',
    'P1 or P2',
  ],
  [refused(404, 'ResourceNotFound', 'x'), 'refused', 'no such request'],
  [refused(429, 'TooManyRequests', 'x'), 'failed', 'other application'],
  [
    refused(500, 'InternalServerError', 'x'),
    'failed',
    'status.cloud.microsoft',
  ],
  [refused(400, 'BadRequest', 'x'), 'refused', 'report it'],
  [
    trial({ isOutOfTime: true, failure: new GraphAbortError('x') }),
    'failed',
    '--seconds',
  ],
  [
    trial({
      isOutOfTime: true,
      attempts: 0,
      failure: new GraphAbortError('x'),
    }),
    'notTried',
    '--seconds',
  ],
])('%#: an outcome has its way out', (tried, outcome, wayOut) => {
  expect(describeTrial(tried)).toMatchObject({
    outcome,
    wayOut: expect.stringContaining(wayOut),
  });
});

test('an answer has nothing to explain, unless it came in another form', () => {
  expect(describeTrial(trial({ answer: {} }))).toEqual({
    outcome: 'answered',
    reason: undefined,
  });
  expect(
    describeTrial(trial({ answer: {}, refusedOption: '$top' })).reason,
  ).toBe('answered only without $top');
});

test('names of the own request stay, all else in quotes goes', () => {
  const { reason } = describeTrial(
    refused(
      400,
      'BadRequest',
      "Could not find a property named 'employeeType' for 'Jane'",
    ),
  );
  expect(reason).toBe(
    "400 BadRequest: Could not find a property named 'employeeType' for '…'",
  );
});

describe('whatever Microsoft quotes of people is left out', () => {
  const people = [
    'Jane Doe',
    "O'Neill",
    "Conan O'Brien",
    'jdoe',
    'Müller, Jürgen',
  ];
  const person = fc.constantFrom(...people);
  const quoting = fc.constantFrom(`''`, `""`, '“”', '‘’');
  const address = fc.oneof(
    fc.emailAddress(),
    fc.constant("c.o'brien@contoso.com"),
  );

  test('in any order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.uuid(), address, fc.tuple(person, quoting)), {
          minLength: 1,
          maxLength: 6,
        }),
        (things) => {
          const texts = things.map((thing) =>
            typeof thing === 'string'
              ? thing
              : `${thing[1][0]}${thing[0]}${thing[1][1]}`,
          );
          const told = withoutPeople(
            `Resource ${texts.join(' of ')} does not exist.`,
          );
          for (const thing of things) {
            expect(told).not.toContain(
              typeof thing === 'string' ? thing : thing[0],
            );
          }
          expect(told).toMatch(/^Resource .* does not exist\.$/);
        },
      ),
    );
  });

  test.each([
    ["a quote 'without end Jane", 'a quote …'],
    ['two "Jane\nDoe" lines', 'two …'],
    ["it doesn't exist", "it doesn't exist"],
    ["the application's scopes", "the application's scopes"],
    ['device 0123456789abcdef0123 is gone', 'device … is gone'],
  ])('%j', (text, told) => expect(withoutPeople(text)).toBe(told));
});
