/**
 * Names that were probably meant for one of ours, such as CLIENT_SECERT and TENANT_ID.
 * Nothing reads them, so the setting is missing although its value is there. For a
 * setting that a run can do without, only .env counts: it is written for us, and
 * the environment for every program. Values are never repeated.
 */
import { linesOf, readEnvFile, type Environment } from './envLines';
import { coded, type CodedText } from '../graph/basics/messageCodes';

/** A variable of ours that has no value. */
export interface UnsetVariable {
  readonly name: string;
  /** Nothing can run without it, or without another one that is here, too. */
  readonly isNeeded: boolean;
}

interface Surroundings {
  /** The content of .env; undefined when there is none. */
  readonly text: string | undefined;
  readonly environment: Environment;
}

/** A name that has a value. */
interface Found {
  readonly name: string;
  /** The line of .env; undefined for one that only the environment has. */
  readonly line?: number;
}

/** What the portal, Microsoft's libraries and other programs call the same. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  CLIENT_ID: [
    'AZURE_CLIENT_ID',
    'ARM_CLIENT_ID',
    'APPLICATION_ID',
    'APPLICATION_CLIENT_ID',
    'APP_ID',
  ],
  CLIENT_SECRET: [
    'AZURE_CLIENT_SECRET',
    'ARM_CLIENT_SECRET',
    'CLIENT_SECRET_VALUE',
    'APPLICATION_SECRET',
    'APP_SECRET',
  ],
  CLIENT_SECRET_FILE: ['CLIENT_SECRET_PATH'],
  CLIENT_CERTIFICATE_PATH: [
    'AZURE_CLIENT_CERTIFICATE_PATH',
    'ARM_CLIENT_CERTIFICATE_PATH',
    'CLIENT_CERTIFICATE_FILE',
  ],
  TENANT: [
    'TENANT_ID',
    'AZURE_TENANT_ID',
    'ARM_TENANT_ID',
    'DIRECTORY_ID',
    'DIRECTORY_TENANT_ID',
    'TENANT_NAME',
    'TENANT_DOMAIN',
  ],
  DISABLED_INGESTION_SOURCES: [
    'INGESTION_SOURCES',
    'INGESTION_SOURCES_DISABLED',
    'DISABLED_SOURCES',
  ],
  JUPITERONE_ACCOUNT: ['JUPITERONE_ACCOUNT_ID', 'J1_ACCOUNT', 'J1_ACCOUNT_ID'],
  JUPITERONE_API_KEY: [
    'JUPITERONE_API_TOKEN',
    'JUPITERONE_TOKEN',
    'J1_API_KEY',
    'J1_API_TOKEN',
  ],
  JUPITERONE_API_BASE_URL: ['JUPITERONE_API_URL', 'JUPITERONE_BASE_URL'],
};

/** Names of more letters may have two mistakes: in a short one, two make another word. */
const SHORT = 8;

/** Names of other programs may have any characters, which a terminal would obey. */
const PRINTABLE = /^[\w.-]+$/;

/** One problem for each of these variables that a name was found for: the nearest of .env, else of the environment. */
export function mistakenNames(
  unset: readonly UnsetVariable[],
  { text, environment }: Surroundings = {
    text: readEnvFile(),
    environment: process.env,
  },
): CodedText[] {
  const found = namesIn(text ?? '', environment).filter(
    (it) => !unset.some(({ name }) => name === it.name),
  );
  return unset.flatMap((variable) => {
    const [nearest] = found
      .filter(({ line }) => line !== undefined || variable.isNeeded)
      .map((it) => ({ ...it, mistakes: mistakesIn(it.name, variable.name) }))
      .filter(({ mistakes }) => mistakes <= mistakesAllowed(variable.name))
      .sort(
        (a, b) =>
          Number(a.line === undefined) - Number(b.line === undefined) ||
          a.mistakes - b.mistakes,
      );
    return nearest ? [problemOf(nearest, variable.name)] : [];
  });
}

function namesIn(text: string, environment: Environment): Found[] {
  const lines = linesOf(text);
  const inFile = [...lines]
    .filter(([, { written }]) => written !== '')
    .map(([name, { number }]) => ({ name, line: number }));
  const others = Object.keys(environment)
    .filter((name) => environment[name] && PRINTABLE.test(name))
    .filter((name) => !lines.has(name))
    .map((name) => ({ name }));
  return [...inFile, ...others];
}

function problemOf({ name, line }: Found, meant: string): CodedText {
  const place =
    line === undefined
      ? `${name} in the environment`
      : `line ${line} of .env: ${name}`;
  return coded(
    'M365-CONFIG-036',
    `${place} is not read: did you mean ${meant}?`,
  );
}

/** None for a name that differs in case and signs only, and for another name of the same. */
function mistakesIn(name: string, meant: string): number {
  const letters = lettersOf(name);
  const isOtherName = otherNames[meant]?.some(
    (other) => lettersOf(other) === letters,
  );
  return isOtherName ? 0 : editsBetween(letters, lettersOf(meant));
}

function mistakesAllowed(meant: string): number {
  return lettersOf(meant).length > SHORT ? 2 : 1;
}

const lettersOf = (name: string) => name.toUpperCase().replace(/[^A-Z\d]/g, '');

/** How many letters are missing, too many, wrong, or exchanged with their neighbor. */
function editsBetween(name: string, meant: string): number {
  // edits[i][j] makes the first i letters of one the first j letters of the other.
  const edits = [Array.from({ length: meant.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= name.length; i++) {
    edits.push([i]);
    for (let j = 1; j <= meant.length; j++) {
      const isWrong = name[i - 1] !== meant[j - 1];
      const isExchanged =
        i > 1 &&
        j > 1 &&
        name[i - 1] === meant[j - 2] &&
        name[i - 2] === meant[j - 1];
      edits[i][j] = Math.min(
        edits[i - 1][j] + 1,
        edits[i][j - 1] + 1,
        edits[i - 1][j - 1] + (isWrong ? 1 : 0),
        isExchanged ? edits[i - 2][j - 2] + 1 : Infinity,
      );
    }
  }
  return edits[name.length][meant.length];
}
