import { runStep, scriptedStep } from '../../../test/support/stepContext';
import { saveDeviceIndex, type IndexedDevice } from '../devices/deviceIndex';
import { toGroupMemberEntity } from '../groupMembers/converter';
import { saveUserIndex } from '../users/userIndex';
import { userDevicesStep } from '.';

const ann = 'user-0000000-ann';
const bob = 'user-0000000-bob';
const gone = 'user-000000-gone';

async function run(devices: readonly (readonly [string, IndexedDevice])[]) {
  const step = scriptedStep([]);
  const { jobState } = step.context;
  await saveUserIndex(jobState, new Set([ann, bob]));
  await saveDeviceIndex(jobState, new Map(devices));
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

  it('are not, and are counted, when the user was deleted', async () => {
    const { context, relationships } = await run([
      ['d1', { type: 'laptop', ownerId: gone, loggedOnIds: [gone, ann, 'x'] }],
      ['d2', { type: 'laptop', ownerId: gone }],
    ]);
    expect(relationships).toEqual([`${ann}|uses|d1 azure_user_uses_laptop`]);
    for (const kind of ['unknownOwner', 'unknownUser']) {
      expect(context.logger.warn).toHaveBeenCalledWith(
        { kind, count: 2 },
        expect.any(String),
      );
    }
  });

  it('are not when the user is known as a member of a group only', async () => {
    const step = scriptedStep([], {
      entities: [toGroupMemberEntity({ id: gone })],
    });
    const { jobState } = step.context;
    await saveDeviceIndex(
      jobState,
      new Map([['d1', { type: 'laptop', ownerId: gone, loggedOnIds: [gone] }]]),
    );
    await runStep(userDevicesStep, step);
    expect(jobState.collectedRelationships).toEqual([]);
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
