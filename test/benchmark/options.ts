/** What `npm run benchmark` is asked for. */
import { parseArgs } from 'node:util';
import { regimeNames, type RegimeName } from './regimes/regimes';
import { scenarioNames, type ScenarioName } from './scenarios';

export interface Options {
  /** To be measured against the SDK alone, or compared with another checkout. */
  readonly names: readonly ScenarioName[];
  readonly profileFolder?: string;
  /** Another checkout to compare with. */
  readonly against?: string;
  readonly pairs: number;
  readonly regimes?: RegimeOptions;
}

export interface RegimeOptions {
  readonly names: readonly RegimeName[];
  /** Whose tenants are collected. */
  readonly scenarios: readonly ScenarioName[];
  /** Of each regime. */
  readonly runs: number;
  /** Another checkout whose integration is measured; it must have its packages. Default: this one. */
  readonly checkout?: string;
}

const DEFAULT_COUNT = '3';
/** Large enough to have everything, small enough to be run often. */
const REGIMES_OF: readonly ScenarioName[] = ['m5k'];

const parse = (parameters: readonly string[]) =>
  parseArgs({
    args: [...parameters],
    options: {
      scenario: { type: 'string', multiple: true, default: [] },
      profile: { type: 'string' },
      against: { type: 'string' },
      pairs: { type: 'string', default: DEFAULT_COUNT },
      regimes: { type: 'boolean', default: false },
      regime: { type: 'string', multiple: true, default: [] },
      runs: { type: 'string', default: DEFAULT_COUNT },
      checkout: { type: 'string' },
    },
  }).values;

type Values = ReturnType<typeof parse>;

/**
 * Without arguments: all scenarios, and then all regimes.
 *
 * @throws Error in words for whoever typed it
 */
export function readOptions(parameters: readonly string[]): Options {
  const values = parse(parameters);
  const { profile: profileFolder, against, scenario = [] } = values;
  refuseContradictions(values);
  const wanted = scenario.map((name) => oneOf(scenarioNames, 'scenario', name));
  const regimes = readRegimes(values, wanted, parameters.length === 0);
  const isAboutRegimesOnly = regimes !== undefined && parameters.length > 0;
  return {
    names: isAboutRegimesOnly ? [] : orElse(wanted, scenarioNames),
    profileFolder,
    against,
    pairs: countOf('pairs', values.pairs),
    regimes,
  };
}

function refuseContradictions(values: Values): void {
  const { profile, against, checkout } = values;
  if (checkout !== undefined && !isAboutRegimes(values)) {
    throw new Error('--checkout needs --regimes.');
  }
  if (profile !== undefined && against !== undefined) {
    throw new Error('--profile and --against exclude each other.');
  }
  if (
    isAboutRegimes(values) &&
    (profile !== undefined || against !== undefined)
  ) {
    throw new Error('--regimes allows neither --profile nor --against.');
  }
}

function readRegimes(
  values: Values,
  scenarios: readonly ScenarioName[],
  isEverything: boolean,
): RegimeOptions | undefined {
  const runs = countOf('runs', values.runs);
  if (!isEverything && !isAboutRegimes(values)) {
    return undefined;
  }
  const named = (values.regime ?? []).map((name) =>
    oneOf(regimeNames, 'regime', name),
  );
  return {
    names: orElse(named, regimeNames),
    scenarios: orElse(scenarios, REGIMES_OF),
    runs,
    checkout: values.checkout,
  };
}

const isAboutRegimes = ({ regime = [], regimes = false }: Values): boolean =>
  regimes || regime.length > 0;

const orElse = <T>(wanted: readonly T[], others: readonly T[]): readonly T[] =>
  wanted.length > 0 ? wanted : others;

function oneOf<Name extends string>(
  names: readonly Name[],
  option: string,
  wanted: string,
): Name {
  const name = names.find((each) => each === wanted);
  if (name === undefined) {
    throw new Error(`--${option} must be one of ${names.join(', ')}.`);
  }
  return name;
}

function countOf(option: string, text = DEFAULT_COUNT): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) {
    throw new Error(`--${option} must be a whole number from 1 on.`);
  }
  return count;
}
