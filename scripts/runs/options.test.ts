import { UsageError } from '../arguments';
import { askedRunOptions, parseRunOptions } from './options';

const byDefault = { isHelp: false, isVerbose: false, log: 'text', keep: 10 };

describe('parseRunOptions', () => {
  it.each([
    [[], {}],
    [['--help'], { isHelp: true }],
    [['-h'], { isHelp: true }],
    [['--verbose'], { isVerbose: true }],
    [['--keep', '3'], { keep: 3 }],
    [['--keep=999999'], { keep: 999_999 }],
    [['--log', 'json'], { log: 'json' }],
  ])('reads %j', (argv, expected) => {
    expect(parseRunOptions(argv)).toEqual({ ...byDefault, ...expected });
  });

  it.each([
    [['--keep', '0']],
    [['--keep', '-1']],
    [['--keep', '1.5']],
    [['--keep', 'all']],
    [['--keep']],
    [['--log', 'xml']],
    [['--kepp', '3']],
    [['tenant']],
  ])('refuses %j', (argv) => {
    expect(() => parseRunOptions(argv)).toThrow(UsageError);
  });
});

describe('askedRunOptions', () => {
  const ask = (...args: string[]) => {
    jest.replaceProperty(process, 'argv', ['node', 'start', ...args]);
    return askedRunOptions('npm start', 'Collects the tenant.');
  };
  const exitCode = process.exitCode;

  afterEach(() => {
    process.exitCode = exitCode;
  });

  it('prints help, and there is nothing to run', () => {
    const log = jest.spyOn(console, 'log').mockImplementation();
    expect(ask('--help')).toBeUndefined();
    expect(log).toHaveBeenCalledWith(
      expect.stringMatching(/Usage: npm start -- \[options\][^]*--keep/),
    );
    expect(process.exitCode).toBe(exitCode);
  });

  it('says what is wrong with an option, and ends with 1', () => {
    const error = jest.spyOn(console, 'error').mockImplementation();
    expect(ask('--kepp')).toBeUndefined();
    expect(error).toHaveBeenCalledWith(expect.stringContaining('--kepp'));
    expect(process.exitCode).toBe(1);
  });

  it('gives the options', () => {
    expect(ask('--keep', '2')).toEqual({ ...byDefault, keep: 2 });
  });
});
