import { readOptions } from './options';

describe('options', () => {
  test('have defaults', () => {
    expect(readOptions([])).toEqual({
      ...{ help: false, json: false, seconds: 15, postsExports: true },
    });
    expect(readOptions(['--json', '--seconds', '60', '--no-exports'])).toEqual({
      ...{ help: false, json: true, seconds: 60, postsExports: false },
    });
  });

  test.each([
    ['--seconds=0'],
    ['--seconds=x'],
    ['--seconds=601'],
    ['--nonsense'],
    ['x'],
  ])('refuse %s', (arg) =>
    expect(() => readOptions([arg])).toThrow(
      /--seconds takes|Unknown option|Unexpected argument/,
    ),
  );
});
