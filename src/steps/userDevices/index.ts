/** Who has and who uses which device: no requests, only what the listings said. */
import { Additions } from '../../model/additions';
import { createRelationship } from '../../model/relationships';
import type { StepContext } from '../context';
import { defineStep } from '../defineStep';
import { loadDeviceIndex } from '../devices/deviceIndex';
import { ingestionSourceIds } from '../ingestionSources';
import { Oddities } from '../oddities';
import { stepIds } from '../stepIds';
import { loadUserIndex } from '../users/userIndex';
import { userHasDevice, userUsesDevice } from './relationships';

async function connectUsersAndDevices(context: StepContext): Promise<void> {
  const { jobState } = context;
  const oddities = new Oddities({
    unknownOwner: 'Owners of devices are not in the directory any more',
    unknownUser: 'Users of devices are not in the directory any more',
  });
  const users = await loadUserIndex(jobState);
  const additions = new Additions(jobState);
  for (const [deviceId, device] of await loadDeviceIndex(jobState)) {
    const { type, ownerId, loggedOnIds = [] } = device;
    const owners = ownerId === undefined ? [] : [ownerId];
    const knownOwners = owners.filter((id) => users.has(id));
    oddities.count('unknownOwner', owners.length - knownOwners.length);
    const knownUsers = loggedOnIds.filter((id) => users.has(id));
    oddities.count('unknownUser', loggedOnIds.length - knownUsers.length);
    const has = (id: string) =>
      createRelationship(userHasDevice.of(type), id, deviceId);
    const uses = (id: string) =>
      createRelationship(userUsesDevice.of(type), id, deviceId);
    await additions.add([], [...knownOwners.map(has), ...knownUsers.map(uses)]);
  }
  await additions.flush();
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
