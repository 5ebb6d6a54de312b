import type {
  EndedProgress,
  RunningProgress,
} from '../../src/run/progress/meter';
import { describeEnded, describeRunning } from './progressText';

const running: RunningProgress = {
  entities: {},
  relationships: {},
  perSecond: { entities: 1_430, relationships: 2_860 },
  requests: 25,
  seconds: 10,
  pausedSeconds: 0,
};

describe('describeRunning', () => {
  it.each<[string, Partial<RunningProgress>, string]>([
    [
      'entities',
      { entities: { azure_user: 12_000 }, pausedSeconds: 3 },
      '12,000 azure_user so far (1,430/s, 25 requests, paused 3.0 s)',
    ],
    [
      'a few types',
      { entities: { laptop: 1, desktop: 20 }, requests: 1 },
      '1 laptop, 20 desktop so far (1,430/s, 1 request)',
    ],
    [
      'many types',
      { entities: { a: 1_000, b: 2, c: 3, d: 4 } },
      '1,009 entities of 4 types so far (1,430/s, 25 requests)',
    ],
    [
      'relationships where there are no entities',
      { relationships: { user_has_laptop: 70_000 }, requests: 0 },
      '70,000 user_has_laptop so far (2,860/s)',
    ],
    [
      'nothing yet',
      {
        perSecond: { entities: 0, relationships: 0 },
        pausedSeconds: 90,
      },
      'nothing so far (25 requests, paused 1 min 30 s)',
    ],
    [
      'nothing at all',
      { perSecond: { entities: 0, relationships: 0 }, requests: 0 },
      'nothing so far',
    ],
  ])('shows %s', (_, progress, expected) => {
    expect(describeRunning({ ...running, ...progress })).toBe(expected);
  });
});

const ended: EndedProgress = {
  entities: { azure_user: 10_240 },
  relationships: { microsoft_365_account_has_user: 10_240 },
  odd: {},
  requests: 23,
  seconds: 14.2,
  pausedSeconds: 0,
};

describe('describeEnded', () => {
  it.each<[string, Partial<EndedProgress>, string]>([
    [
      'what was added, how long it took and what it asked',
      {},
      '10,240 azure_user, 10,240 microsoft_365_account_has_user in 14.2 s, 23 requests',
    ],
    [
      'pauses and odd items',
      { pausedSeconds: 7.5, odd: { repeated: 1_500, unknownDevice: 2 } },
      '10,240 azure_user, 10,240 microsoft_365_account_has_user in 14.2 s, 23 requests, paused 7.5 s, odd: 1,500 repeated, 2 unknown device',
    ],
    [
      'relationships alone',
      { entities: {}, relationships: { a: 1, b: 2, c: 3, d: 4 }, requests: 0 },
      '10 relationships of 4 types in 14.2 s',
    ],
    [
      'nothing',
      { entities: { azure_user: 0 }, relationships: {}, seconds: 0 },
      'nothing in 0.0 s, 23 requests',
    ],
  ])('shows %s', (_, progress, expected) => {
    expect(describeEnded({ ...ended, ...progress })).toBe(expected);
  });
});
