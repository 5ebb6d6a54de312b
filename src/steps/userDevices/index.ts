/** Who has and who uses which device: no requests, only what the listings said. */
import { createRelationship } from '../../model/relationships';
import type { StepContext } from '../../run/context';
import { defineStep } from '../../run/defineStep';
import { listedDevices } from '../devices/listedDevices';
import { ingestionSourceIds } from '../../run/ingestionSources';
import { stepIds } from '../../run/stepIds';
import { UnlistedIds } from '../../run/wholeness/unlistedIds';
import { userIds } from '../users/userIds';
import { userHasDevice, userUsesDevice } from './relationships';

interface LoggedOn {
  readonly id: string;
  /** In milliseconds since the Unix epoch. */
  readonly lastLogOnOn?: number;
}

async function connectUsersAndDevices(context: StepContext): Promise<void> {
  const { jobState, emission, completeness } = context;
  const named = new Set<string>();
  const unlisted = new UnlistedIds();
  const isListed = (id: string) => {
    named.add(id);
    const isKnown = users.has(id);
    if (!isKnown) {
      unlisted.add(id);
    }
    return isKnown;
  };
  const users = await userIds.load(jobState);
  const devices = await listedDevices.load(jobState);
  await emission.addEach(devices, ([deviceId, device]) => {
    const { type, ownerId, loggedOnIds = [], loggedOnTimes = [] } = device;
    const owners = ownerId === undefined ? [] : [ownerId];
    const knownOwners = owners.filter(isListed);
    const knownUsers = loggedOnIds
      .map((id, index) => ({ id, lastLogOnOn: loggedOnTimes[index] }))
      .filter(({ id }) => isListed(id));
    const has = (id: string) =>
      createRelationship(userHasDevice.of(type), id, deviceId);
    const uses = ({ id, lastLogOnOn }: LoggedOn) =>
      createRelationship(userUsesDevice.of(type), id, deviceId, {
        lastLogOnOn,
      });
    return [...knownOwners.map(has), ...knownUsers.map(uses)];
  });
  completeness.addLeftOut('outsiders', {
    count: unlisted.size,
    of: named.size,
    what: 'users who have or use devices are in no list',
  });
}

export const userDevicesStep = defineStep({
  id: stepIds.userDevices,
  name: 'Connect users and devices',
  entities: [],
  relationships: [...userHasDevice.all, ...userUsesDevice.all],
  dependsOn: [stepIds.users, stepIds.managedDevices],
  ingestionSourceId: ingestionSourceIds.devices,
  requiresIntune: true,
  datasets: [
    {
      what: 'owners and users of devices',
      proof: 'second source',
      how: 'devices name users, of whom the list of users has to have half: devices keep the names of users who left',
      requests: [],
    },
  ],
  handler: connectUsersAndDevices,
});
