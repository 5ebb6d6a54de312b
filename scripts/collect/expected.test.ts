import type { RunningProgress } from '../../src/run/progress/meter';
import { HostAgentEntity } from '../../src/steps/devices/hostAgent/entity';
import { HOST_AGENT_TYPE, stepProgress } from './expected';

const counts = { users: 1_000, groups: 0, devices: 200 };

const running = (progress: Partial<RunningProgress>): RunningProgress => ({
  entities: {},
  relationships: {},
  perSecond: { entities: 20, relationships: 40 },
  requests: 1,
  seconds: 10,
  pausedSeconds: 0,
  ...progress,
});

it('tells how much there is and how long it takes, where the tenant counts it', () => {
  const progress = running({ entities: { azure_user: 250 } });
  expect(stepProgress('users', progress, counts)).toEqual({
    step: 'users',
    done: 250,
    expected: 1_000,
    perSecond: 20,
    remainingSeconds: 30,
  });
});

it('counts a device once, though it comes with its host agent', () => {
  const entities = { laptop: 60, desktop: 40, [HOST_AGENT_TYPE]: 100 };
  const progress = running({ entities });
  expect(stepProgress('managed-devices', progress, counts)).toMatchObject({
    ...{ done: 100, expected: 200, remainingSeconds: 10 },
  });
  expect(HOST_AGENT_TYPE).toBe(HostAgentEntity._type);
});

it('never takes less than no time', () => {
  const progress = running({ entities: { azure_user: 1_100 } });
  expect(stepProgress('users', progress, counts).remainingSeconds).toBe(0);
});

it.each([
  ['of groups, which the tenant did not count', 'groups', { a: 5 }, 5, 20],
  ['of a step that nothing counts', 'group-members', { a: 5 }, 5, 20],
  ['of relationships', 'user-devices', {}, 7, 40],
])('tells what is done %s', (_, step, entities, done, perSecond) => {
  const progress = running({ entities, relationships: { r: 7 } });
  const told = stepProgress(step, progress, counts);
  expect(told).toEqual({ step, done, perSecond });
});

it('does not know how long it takes before anything has come', () => {
  expect(stepProgress('users', running({}), counts)).toEqual({
    ...{ step: 'users', done: 0, expected: 1_000, perSecond: 40 },
  });
});
