/**
 * The case of GUIDs in lists and single objects. Intune's components differ among themselves, so that public collectors
 * compare ids in one case (https://github.com/cartography-cncf/cartography). Of one list that has both, nobody has
 * published anything.
 */
import { generateTenant } from '..';
import { startTestClient } from '../testClient';
import type { IdCase } from './behaviour';

const tenant = generateTenant({ size: 'small' });
const path = '/deviceManagement/managedDevices?$select=id,deviceName';

/** The ids of a list, alone and in a batch. */
async function idsOf(idCase: IdCase): Promise<string[][]> {
  const client = await startTestClient({ tenant, idCase });
  const alone = await client.get(`/beta${path}`);
  const batch = await client.post('/beta/$batch', {
    requests: [{ id: '1', method: 'GET', url: path }],
  });
  await client.close();
  type List = { readonly value: readonly { readonly id: string }[] };
  const { responses } = batch.json<{
    readonly responses: readonly { readonly body: List }[];
  }>();
  return [alone.json<List>(), responses[0].body].map(({ value }) =>
    value.map(({ id }) => id),
  );
}

const ids = (tenant.intune?.data.managedDevices ?? []).map(({ id }) => id);

test.each<[IdCase, (id: string, index: number) => string]>([
  ['lower', (id) => id],
  ['upper', (id) => id.toUpperCase()],
  ['mixed', (id, index) => (index % 2 === 0 ? id : id.toUpperCase())],
])('%s, in a batch too', async (idCase, expected) => {
  for (const received of await idsOf(idCase)) {
    expect(received).toEqual(
      received.map((id, index) => expected(id.toLowerCase(), index)),
    );
    expect(new Set(received.map((id) => id.toLowerCase()))).toEqual(
      new Set(ids),
    );
  }
});
