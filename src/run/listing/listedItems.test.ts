import { ListedItems, MOST_HELD } from './listedItems';

type Item = Readonly<Record<string, unknown>> & { readonly id?: string };

const id = 'the-id-of-an-item';

/** What one item makes of a list. */
function listOf(item: Item, deciding: readonly string[] = []) {
  const items = new ListedItems<Item>(deciding);
  const emitted = items.add([{ ...item, id }]);
  const { unusableCount, lackingCount, lacked } = items;
  return { emitted, unusableCount, lackingCount, lacked: [...lacked] };
}

describe('an item that has nothing but its id', () => {
  it.each<Item>([
    {},
    { '@odata.type': '#microsoft.graph.user' },
    { displayName: null, mail: undefined, jobTitle: '', groupTypes: [] },
    { 'detectedApps@odata.nextLink': 'https://…' },
  ])('is not emitted: %j', (item) => {
    expect(listOf(item)).toMatchObject({ emitted: [], unusableCount: 1 });
  });

  it.each<Item>([
    { displayName: 'Ann' },
    { accountEnabled: false },
    { version: 0 },
    { groupTypes: ['Unified'] },
    { hardwareInformation: {} },
  ])('is none with %j', (item) => {
    const { emitted, unusableCount } = listOf(item);
    expect(emitted).toEqual([{ ...item, id }]);
    expect(unusableCount).toBe(0);
  });
});

describe.each<Item>([
  { accountEnabled: false },
  { mailEnabled: false, securityEnabled: true },
  {
    complianceState: 'NonCompliant',
    isEncrypted: false,
    managementState: 'managed',
    ownerType: 'unknown',
  },
  { publishingState: 'Published' },
])('an item that must have what %j has', (whole) => {
  const deciding = Object.keys(whole);

  it('is emitted when it has it', () => {
    const { emitted, lacked } = listOf(whole, deciding);
    expect(emitted).toEqual([{ ...whole, id }]);
    expect(lacked).toEqual([]);
  });

  it('waits when it lacks all of it', () => {
    expect(listOf({ name: 'a' }, deciding)).toEqual({
      emitted: [],
      unusableCount: 0,
      lackingCount: 1,
      lacked: deciding,
    });
  });

  it.each(deciding)('waits when it lacks one of it: %s', (name) => {
    for (const value of [null, undefined, '']) {
      const item = { name: 'a', ...whole, [name]: value };
      expect(listOf(item, deciding)).toMatchObject({
        emitted: [],
        lackingCount: 1,
        lacked: [name],
      });
    }
  });
});

test('of items that lack something, so many are kept, and all are counted', () => {
  const items = new ListedItems<Item>(['accountEnabled']);
  items.add(
    Array.from({ length: MOST_HELD + 1 }, (_, index) => ({
      id: `${id}-${index}`,
      name: 'a',
    })),
  );
  expect(items.lackingCount).toBe(MOST_HELD + 1);
  expect(items.release()).toHaveLength(MOST_HELD);
  expect(items.lackingCount).toBe(1);
});
