/** What `npm run benchmark` is asked for. */
import { parseArgs } from 'node:util';
import { scenarioNames, type ScenarioName } from './scenarios';

export interface Options {
  readonly names: readonly ScenarioName[];
  readonly profileFolder?: string;
  /** Another checkout to compare with. */
  readonly against?: string;
  readonly pairs: number;
}

const DEFAULT_PAIRS = '3';

/** @throws Error in words for whoever typed it */
export function readOptions(parameters: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...parameters],
    options: {
      scenario: { type: 'string', multiple: true, default: [...scenarioNames] },
      profile: { type: 'string' },
      against: { type: 'string' },
      pairs: { type: 'string', default: DEFAULT_PAIRS },
    },
  });
  const { profile: profileFolder, against } = values;
  if (profileFolder !== undefined && against !== undefined) {
    throw new Error('--profile and --against exclude each other.');
  }
  return {
    names: (values.scenario ?? []).map(scenarioOf),
    profileFolder,
    against,
    pairs: pairsOf(values.pairs ?? DEFAULT_PAIRS),
  };
}

function scenarioOf(wanted: string): ScenarioName {
  const name = scenarioNames.find((each) => each === wanted);
  if (name === undefined) {
    throw new Error(`--scenario must be one of ${scenarioNames.join(', ')}.`);
  }
  return name;
}

function pairsOf(text: string): number {
  const pairs = Number(text);
  if (!Number.isInteger(pairs) || pairs < 1) {
    throw new Error('--pairs must be a whole number from 1 on.');
  }
  return pairs;
}
