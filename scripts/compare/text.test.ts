import { Comparing, type StoredObject } from './comparison';
import { describeComparison } from './text';

function describe_(
  older: readonly StoredObject[],
  newer: readonly StoredObject[],
): string {
  const comparing = new Comparing();
  older.forEach((object) => comparing.addOlder(object));
  newer.forEach((object) => comparing.addNewer(object));
  return describeComparison('Entities', comparing.result());
}

const object = (_type: string, _key: string, more: StoredObject = {}) => ({
  _type,
  _key,
  ...more,
});

test('says counts first, then properties and examples', () => {
  const text = describe_(
    [
      object('azure_user', 'a', { email: 'a', left: 1 }),
      object('azure_user', 'b', { email: 'b' }),
      object('azure_user', 'gone'),
      object('laptop', 'd'),
      object('laptop', 'e'),
      {},
    ],
    [
      object('azure_user', 'a', { email: ['a'] }),
      object('azure_user', 'b', { email: ['b'], isGuest: false }),
      object('azure_user', 'new'),
      object('desktop', 'd'),
      object('laptop', 'e'),
    ],
  );
  expect(text).toBe(
    [
      'Entities',
      '                    older        newer         same      changed     appeared  disappeared',
      '  azure_user            3            3            0            2            1            1',
      '  desktop               0            1            0            0            0            0',
      '  laptop                2            1            1            0            0            0',
      '',
      'The same key, another type',
      '  laptop -> desktop: 1, such as d',
      '',
      'azure_user',
      '  appeared: 1, such as',
      '    new',
      '  disappeared: 1, such as',
      '    gone',
      '  email: other value 2',
      '  isGuest: newer only 1',
      '  left: older only 1',
      '',
      'Without a key or a type: 1 object.',
    ].join('\n'),
  );
});

test('stays short, whatever there is', () => {
  const many = (prefix: string) =>
    Array.from({ length: 300 }, (_, index) =>
      object(`${prefix}_${index}`, `${prefix}${index}`, {
        ...Object.fromEntries(
          Array.from({ length: 60 }, (__, at) => [`p${index}_${at}`, at]),
        ),
      }),
    );
  const changed = many('type').map((each) => object(each._type, each._key));
  const moved = many('moved');
  const text = describe_(
    [...many('type'), ...moved],
    [...changed, ...moved.map((each) => object(`x${each._type}`, each._key))],
  );
  expect(text.split('\n').length).toBeLessThan(3_500);
  expect(text).toContain('and 275 more');
  expect(text).toContain('and 200 more');
  expect(text).toContain('and 35 more');
});

test('prints no control characters, and no endless keys', () => {
  const text = describe_(
    [],
    [object('a\u001b[2J', `key\u001b]0;x\u0007${'y'.repeat(10_000)}`)],
  );
  expect(text).not.toMatch(/[^\n\P{Cc}]/u);
  expect(text.length).toBeLessThan(1_000);
});
