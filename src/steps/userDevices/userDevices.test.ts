import { failureOf, runStep, scriptedStep } from '#test/support/stepContext';
import { listedDevices, type ListedDevice } from '../devices/listedDevices';
import { toGroupMemberEntity } from '../groupMembers/converter';
import { userIds } from '../users/userIds';
import { userDevicesStep } from './';

const ann = 'user-0000000-ann';
const bob = 'user-0000000-bob';
const gone = 'user-000000-gone';

async function run(devices: readonly (readonly [string, ListedDevice])[]) {
  const step = scriptedStep([]);
  const { jobState } = step.context;
  await userIds.save(jobState, new Set([ann, bob]));
  await listedDevices.save(jobState, new Map(devices));
  await runStep(userDevicesStep, step);
  return {
    ...step,
    relationships: jobState.collectedRelationships.map(
      ({ _key, _type }) => `${String(_key)} ${_type}`,
    ),
  };
}

describe('users and devices', () => {
  it('are connected by owners and by those who logged on', async () => {
    const { relationships, transport } = await run([
      ['d1', { type: 'laptop', ownerId: ann, loggedOnIds: [ann, bob] }],
      ['d2', { type: 'server', loggedOnIds: [bob] }],
      ['d3', { type: 'smartphone', ownerId: bob }],
      ['d4', { type: 'user_endpoint' }],
    ]);
    expect(relationships).toEqual([
      `${ann}|has|d1 azure_user_has_laptop`,
      `${ann}|uses|d1 azure_user_uses_laptop`,
      `${bob}|uses|d1 azure_user_uses_laptop`,
      `${bob}|uses|d2 azure_user_uses_server`,
      `${bob}|has|d3 azure_user_has_smartphone`,
    ]);
    // The listings said it all.
    expect(transport.requests).toEqual([]);
  });

  it('tell when somebody logged on, where Intune does', async () => {
    const { context } = await run([
      [
        'd1',
        {
          type: 'laptop',
          ownerId: ann,
          loggedOnIds: [gone, ann, bob],
          loggedOnTimes: [5, undefined, 7],
        },
      ],
    ]);
    const { collectedRelationships } = context.jobState;
    expect(
      collectedRelationships.map(({ _key, lastLogOnOn }) => [
        _key,
        lastLogOnOn,
      ]),
    ).toEqual([
      [`${ann}|has|d1`, undefined],
      [`${ann}|uses|d1`, undefined],
      [`${bob}|uses|d1`, 7],
    ]);
  });

  it('are not, and are counted, when the user was deleted', async () => {
    const { events, relationships } = await run([
      ['d1', { type: 'laptop', ownerId: ann, loggedOnIds: [gone, bob] }],
      ['d2', { type: 'laptop', ownerId: gone }],
    ]);
    expect(relationships).toEqual([
      `${ann}|has|d1 azure_user_has_laptop`,
      `${bob}|uses|d1 azure_user_uses_laptop`,
    ]);
    expect(events.map(({ description }) => description)).toEqual([
      '1 of 3 users who have or use devices are in no list. So few are normal in a tenant that changes while it is read. [M365-DATA-001]',
    ]);
  });

  it.each([
    [1, 1, 0],
    [2, 3, 1],
    // Devices keep the users who left: ten of few, and half of many.
    [11, 21, 10],
    [101, 201, 100],
  ])(
    'are partial when %i of %i users are in no list, where %i would be normal',
    async (unlisted, all, normal) => {
      const users = Array.from({ length: all }, (_, index) => `user-${index}`);
      const prepared = async (unknown: number) => {
        const step = scriptedStep([]);
        const { jobState } = step.context;
        await userIds.save(jobState, new Set(users.slice(unknown)));
        await listedDevices.save(
          jobState,
          new Map(
            users.map((ownerId, index) => [
              `d${index}`,
              { type: 'laptop', ownerId },
            ]),
          ),
        );
        return step;
      };
      const short = await prepared(unlisted);
      expect(await failureOf(runStep(userDevicesStep, short))).toMatchObject({
        code: 'PARTIAL_STEP',
        message: `"user-devices" is incomplete: ${unlisted} of ${all} users who have or use devices are in no list: ${normal} would be normal. [M365-STEP-001]`,
      });
      // What is known is emitted all the same.
      expect(short.context.jobState.collectedRelationships).toHaveLength(
        all - unlisted,
      );
      expect(short.events).toMatchObject([{ name: 'warn_incomplete_data' }]);
      const usual = await prepared(normal);
      await runStep(userDevicesStep, usual);
      expect(usual.context.jobState.collectedRelationships).toHaveLength(
        all - normal,
      );
      expect(usual.events).toHaveLength(normal > 0 ? 1 : 0);
    },
  );

  it('are not when the user is known as a member of a group only', async () => {
    const step = scriptedStep([], {
      entities: [toGroupMemberEntity({ id: gone })],
    });
    const { jobState } = step.context;
    await userIds.save(jobState, new Set([ann]));
    await listedDevices.save(
      jobState,
      new Map([
        ['d1', { type: 'laptop', ownerId: gone, loggedOnIds: [gone] }],
        ['d2', { type: 'laptop', loggedOnIds: [ann] }],
      ]),
    );
    await runStep(userDevicesStep, step);
    expect(jobState.collectedRelationships.map(({ _key }) => _key)).toEqual([
      `${ann}|uses|d2`,
    ]);
  });

  it('are all connected, however many', async () => {
    const { relationships } = await run(
      Array.from({ length: 1_500 }, (_, index) => [
        `d${index}`,
        { type: 'laptop', ownerId: ann, loggedOnIds: [bob] },
      ]),
    );
    expect(new Set(relationships).size).toBe(3_000);
  });

  it('are nothing without devices', async () => {
    const { relationships, lines } = await run([]);
    expect([...relationships, ...lines]).toEqual([]);
  });
});
