const { belongsToOneFile } = jest.requireActual<{
  belongsToOneFile: (text: string) => boolean;
}>('./belongsToOneFile');

const lines = (...all: string[]) => all.join('\n');

test.each([
  ['a function that Jest makes', 'const send = jest.fn();'],
  [
    'a chain that begins on a line of its own',
    lines(
      'const written = jest',
      `  .spyOn(process.stdout, 'write')`,
      '  .mockReturnValue(true);',
    ),
  ],
  ['afterEach', 'afterEach(() => server.close());'],
  ['afterAll', 'afterAll(() => server.close());'],
  ['beforeEach', 'beforeEach(() => clock.reset());'],
  ['beforeAll', 'beforeAll(async () => {'],
])('a module that uses %s belongs to one test file', (_, text) => {
  expect(belongsToOneFile(text)).toBe(true);
});

test.each([
  ['a comment that only names it', '// What jest does after each test.'],
  [
    'a text that only names it',
    "const text = 'jest and afterEach are of one file';",
  ],
  ['a word that ends the same', 'majestic.fn();'],
  ['a function whose name ends the same', 'hereafterEach(() => undefined);'],
  ['nothing of it', 'export const send = () => expect(1).toBe(1);'],
])('a module with %s is shared', (_, text) => {
  expect(belongsToOneFile(text)).toBe(false);
});

test('texts are judged each on its own', () => {
  const text = 'afterEach(() => server.close());';
  expect([belongsToOneFile(text), belongsToOneFile(text)]).toEqual([
    true,
    true,
  ]);
});
