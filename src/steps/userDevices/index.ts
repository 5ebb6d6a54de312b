/** Who has and who uses which device: no requests, only what the listings said. */
import type { Relationship } from '@jupiterone/integration-sdk-core';
import { addNewRelationships } from '../../model/newObjects';
import { createRelationship } from '../../model/relationships';
import type { StepContext } from '../context';
import { defineStep } from '../defineStep';
import { loadDeviceIndex } from '../devices/deviceIndex';
import { ingestionSourceIds } from '../ingestionSources';
import { Oddities } from '../oddities';
import { stepIds } from '../stepIds';
import { loadUserIndex } from '../users/userIndex';
import { userHasDevice, userUsesDevice } from './relationships';

/** Relationships that are added at once. */
const CHUNK = 1_000;

async function connectUsersAndDevices(context: StepContext): Promise<void> {
  const { jobState } = context;
  const oddities = new Oddities({
    unknownOwner: 'Owners of devices are not in the directory any more',
    unknownUser: 'Users of devices are not in the directory any more',
  });
  const users = await loadUserIndex(jobState);
  let chunk: Relationship[] = [];
  for (const [deviceId, device] of await loadDeviceIndex(jobState)) {
    const { type, ownerId, loggedOnIds = [] } = device;
    if (ownerId !== undefined && users.has(ownerId)) {
      chunk.push(createRelationship(userHasDevice.of(type), ownerId, deviceId));
    }
    oddities.count(
      'unknownOwner',
      ownerId !== undefined && !users.has(ownerId) ? 1 : 0,
    );
    const loggedOn = loggedOnIds.filter((id) => users.has(id));
    oddities.count('unknownUser', loggedOnIds.length - loggedOn.length);
    chunk.push(
      ...loggedOn.map((userId) =>
        createRelationship(userUsesDevice.of(type), userId, deviceId),
      ),
    );
    if (chunk.length >= CHUNK) {
      await addNewRelationships(jobState, chunk);
      chunk = [];
    }
  }
  await addNewRelationships(jobState, chunk);
  oddities.log(context);
}

export const userDevicesStep = defineStep({
  id: stepIds.userDevices,
  name: 'Connect users and devices',
  entities: [],
  relationships: [...userHasDevice.all, ...userUsesDevice.all],
  dependsOn: [stepIds.users, stepIds.managedDevices],
  ingestionSourceId: ingestionSourceIds.devices,
  requiresIntune: true,
  requests: [],
  handler: connectUsersAndDevices,
});
