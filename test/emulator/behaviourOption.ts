/** Reads `--behavior key=value` of the command line: any option of `ServiceBehaviour` but the one that is a function. */
import { probableBehaviour, type ServiceBehaviour } from './graph/behaviour';

type Option = Exclude<keyof ServiceBehaviour, 'largestPage'>;

/** The options with a closed list of values; those of other kinds are read by the kind of their default. */
const choices: {
  readonly [Name in Option]?: readonly ServiceBehaviour[Name][];
} = {
  hiddenMembership: ['empty', 'forbidden'],
  exportPermission: ['read', 'readWrite', 'nobody'],
  betaTypesOnV1: ['hidden', 'untyped', 'mixed'],
  deviceStatusesCut: ['withoutTop', 'always', 'never'],
  overviewUnit: ['devices', 'rows'],
  overviewAge: ['current', 'stale'],
  otherPlatforms: ['uncounted', 'withRows', 'withoutRows'],
  catalogComplianceStates: ['everywhere', 'exports', 'reports', 'nowhere'],
  detectedAppsList: ['cut', 'pages'],
  expandedDetectedApps: ['whole', 'refused', 'empty'],
  installReport: ['successor', 'both', 'old'],
  installReportForm: ['both', 'qualified', 'unqualified'],
  reportOrder: ['known', 'every', 'none'],
  reportRepeats: ['once', 'always', 'never'],
  stateForm: ['number', 'name', 'nameAndNumber'],
  reportedIdCase: ['lower', 'upper'],
  idCase: ['lower', 'upper', 'mixed'],
  exportHeaderCase: ['documented', 'other'],
  signInLimit: ['5 per 10 s', '10 per minute'],
};

/**
 * Several of the same list are all in it: `missingColumns=A,B`, `refusedExports=AppInvRawData:forbidden`.
 *
 * @throws Error that says what is possible instead
 */
export function readBehaviour(
  texts: readonly string[],
): Partial<ServiceBehaviour> {
  return Object.fromEntries(
    texts.map((text) => {
      const [, name = text, value = ''] = /^(\w+)=(.*)$/.exec(text) ?? [];
      return [name, readValue(optionOf(name), value)];
    }),
  );
}

function optionOf(name: string): Option {
  const names = Object.keys(probableBehaviour) as Option[];
  const found = names.find((each) => each === name);
  if (found !== undefined) return found;
  throw new Error(
    `There is no behavior ${name}; there are ${names.join(', ')}.`,
  );
}

function readValue(name: Option, text: string): unknown {
  const usual: unknown = probableBehaviour[name];
  if (typeof usual === 'number') return oneOf(name, text, /^\d+$/, Number);
  if (typeof usual === 'boolean') {
    return oneOf(name, text, /^(true|false)$/, (value) => value === 'true');
  }
  const parts = text.split(',').filter((part) => part !== '');
  if (Array.isArray(usual)) return parts;
  if (typeof usual === 'object') {
    const pattern = /^\w+:(forbidden|unsupported|needsFilter)$/;
    return Object.fromEntries(
      parts.map((part) => oneOf(name, part, pattern, (it) => it.split(':'))),
    );
  }
  const known: readonly unknown[] = choices[name] ?? [];
  if (known.includes(text)) return text;
  throw new Error(`${name} must be one of ${known.join(', ')}.`);
}

function oneOf<T>(
  name: Option,
  text: string,
  pattern: RegExp,
  read: (text: string) => T,
): T {
  if (pattern.test(text)) return read(text);
  throw new Error(`${name} cannot be ${text}: ${pattern} is what it takes.`);
}
