/** Small pages through the whole stack: the same members, for fewer resource units. */
import { createGraphClient } from '../../src/graph/createGraphClient';
import { emulatedCloud } from '../../src/graph/clouds/clouds';
import { createCredential } from '../../src/graph/login/credential';
import { forParameters, type SmallPages } from '../../src/graph/request';
import { groupMembersRequest } from '../../src/steps/groupMembers/request';
import { startEmulator } from '../emulator';
import { generateTenant } from '../emulator/tenant';

const tenant = generateTenant({ size: 'test' });
const groups = tenant.groups
  .map(({ id }) => id)
  .filter((id) => !tenant.vanishedGroupIds.has(id));

async function readMembers(smallPages?: SmallPages) {
  const emulator = await startEmulator({ tenant, throttling: {} });
  const cloud = emulatedCloud(emulator.origin);
  const ca = emulator.certificatePem;
  const credential = createCredential(emulator.app, cloud, ca);
  const client = createGraphClient({ cloud, ca, credential });
  const members = new Map<string, string[]>(groups.map((id) => [id, []]));
  try {
    const request = { ...groupMembersRequest, smallPages };
    const items = groups.map((id) => ({
      source: id,
      request: forParameters(request, { id }),
    }));
    for await (const result of client.listMany(items, () => false)) {
      const page = 'items' in result ? result.items : [];
      const ids = page.map(({ id }) => String(id));
      members.get(result.source)?.push(...ids);
    }
  } finally {
    client.close();
    await emulator.close();
  }
  const bucket = emulator.throttling?.buckets.find(
    ({ name }) => name === 'directory',
  );
  return { members, charged: bucket?.charged ?? 0 };
}

test('give the same members, each once', async () => {
  const full = await readMembers();
  const small = await readMembers({ top: 19, cost: 1, count: 2 });
  expect(small.members).toEqual(full.members);
  expect([...full.members.values()].flat().length).toBeGreaterThan(2_400);
  expect(small.charged).toBeLessThan(full.charged);
});
