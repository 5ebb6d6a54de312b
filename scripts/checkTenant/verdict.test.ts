import { GraphResponseError } from '../../src/graph/errors/errors';
import type { RequestDeclaration } from '../../src/graph/request';
import type { Dataset } from '../../src/run/dataset';
import { organizationRequest } from '../../src/steps/account/request';
import { usersRequest } from '../../src/steps/users/request';
import type { Need } from './requests/plannedRequests';
import type { Trial } from './requests/trials';
import { judge } from './verdict';

const dataset: Dataset = {
  what: 'states',
  proof: 'none',
  how: '',
  requests: [],
};
const other: Dataset = { ...dataset, what: 'others' };

const failure = (status: number, message = 'x') =>
  new GraphResponseError('GET /x', { status, code: 'BadRequest', message });

interface Case {
  readonly need?: Need;
  readonly request?: RequestDeclaration;
  readonly datasets?: readonly Dataset[];
  readonly trial?: Partial<Trial>;
}

function tried({
  need = 'required',
  request = usersRequest,
  datasets = [dataset],
  trial = {},
}: Case): Trial {
  const steps = [{ id: 'a-step', need, dependents: [] }];
  const planned = {
    request,
    name: 'GET /x',
    datasets,
    steps,
    requiresIntune: false,
    need,
  };
  return { planned, attempts: 1, isOutOfTime: false, ...trial };
}

const refused = { failure: failure(403) };
const answered = { answer: {} };
const replaceable: RequestDeclaration = {
  ...usersRequest,
  isReplaceable: true,
};
const source = (trial: Partial<Trial>, datasets = [dataset]) =>
  tried({ need: 'replaceable', request: replaceable, datasets, trial });

test.each<[string, Trial[], string]>([
  ['all is answered', [tried({ trial: answered })], 'complete'],
  ['a required request is refused', [tried({ trial: refused })], 'partial'],
  [
    'an optional one is refused',
    [tried({ need: 'optional', trial: refused })],
    'complete',
  ],
  [
    'a required one is not tried, because there is nothing to ask for',
    [tried({ trial: { notTried: 'none', attempts: 0 } })],
    'complete',
  ],
  [
    'the time was up',
    [tried({ trial: { isOutOfTime: true, attempts: 0, failure: failure(0) } })],
    'partial',
  ],
  [
    'the tenant has no Intune',
    [
      tried({
        trial: {
          failure: failure(400, 'Request not applicable to target tenant'),
        },
      }),
    ],
    'complete',
  ],
  [
    'what may be absent is',
    [
      tried({
        request: { ...usersRequest, isReplaceable: 'whereAbsent' },
        trial: { failure: failure(404) },
      }),
    ],
    'complete',
  ],
  [
    'what may be absent is refused',
    [
      tried({
        request: { ...usersRequest, isReplaceable: 'whereAbsent' },
        trial: refused,
      }),
    ],
    'partial',
  ],
  [
    'one source of two is refused',
    [source(refused), source(answered)],
    'complete',
  ],
  ['both sources are refused', [source(refused), source(refused)], 'partial'],
  [
    'one is refused and the other one was not tried',
    [source(refused), source({ notTried: 'x', attempts: 0 })],
    'partial',
  ],
  [
    'none of two was tried',
    [source({ notTried: 'x' }), source({ notTried: 'x' })],
    'complete',
  ],
  [
    'the sources of two datasets are refused, one each',
    [source(refused), source(refused, [other])],
    'complete',
  ],
  [
    'the organization is refused',
    [tried({ request: organizationRequest, trial: refused })],
    'unusable',
  ],
])('when %s', (_, trials, verdict) => {
  const judged = judge(trials, []);
  expect(judged.verdict).toBe(verdict);
  expect(judged.reasons.length > 0).toBe(verdict !== 'complete');
});

test.each([
  [301, 'partial', '301 s ahead of'],
  [-4_000, 'partial', '4000 s behind'],
  [300, 'complete', ''],
  [undefined, 'complete', ''],
])('a clock that is %s s ahead: %s', (clockAheadSeconds, verdict, words) => {
  const host = { host: 'h', isReached: true, addresses: [], clockAheadSeconds };
  const judged = judge([tried({ trial: answered })], [host]);
  expect(judged.verdict).toBe(verdict);
  expect(judged.reasons.join()).toContain(words);
});
