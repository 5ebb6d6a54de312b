import { longestPageChain } from './pageChain';
import type { LoggedRequest } from './requestLog';
import { batch, get, login, post, repeated } from './sampleLog';

test.each<[string, LoggedRequest[], number]>([
  ['nothing', [], 1],
  ['logins come first', [login(), login(), get('/users')], 3],
  [
    'the longest list counts',
    [...repeated(5, get('/users?$select=id')), ...repeated(3, get('/groups'))],
    5,
  ],
  [
    'the same path for two reasons is two lists',
    [
      ...repeated(3, get('/users?$select=id')),
      get('/users?$select=id,signInActivity'),
    ],
    3,
  ],
  [
    'next pages belong to their list',
    [get('/users?$select=id'), get('/users?$select=id&$skiptoken=a')],
    2,
  ],
  [
    'members come after a page of groups',
    [get('/groups'), ...repeated(4, batch(['/groups/a/members?$top=9', 200]))],
    5,
  ],
  [
    'the last page of groups has members to come',
    [
      ...repeated(4, get('/groups')),
      batch(['/groups/a/members', 200], ['/groups/b/members', 200]),
    ],
    5,
  ],
  ['a refused page counts once', [get('/users', 429), get('/users')], 1],
  [
    'polls are no list',
    repeated(9, get('/deviceManagement/reports/exportJobs/x')),
    1,
  ],
  ['posts are no pages', repeated(9, post('/users')), 1],
])('%s', (_, requests, expected) => {
  expect(longestPageChain(requests)).toBe(expected);
});
