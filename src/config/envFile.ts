/**
 * What the SDK makes of .env in local runs. It reads the file before our code runs,
 * line by line and with `$` for variables (dotenv 8 and dotenv-expand 5), so a value
 * may arrive changed. Such a value is refused here by name and line; otherwise, a
 * secret that lost its end would be reported as a wrong one.
 */
import { isProxyVariable, networkVariables } from '../graph/network/proxy';
import { linesOf, readEnvFile, type Environment, type Line } from './envLines';
import { coded, type CodedText } from '../graph/basics/messageCodes';

interface Surroundings {
  /** The content of .env; undefined when there is none. */
  readonly text: string | undefined;
  /** The variables after the SDK read the file. */
  readonly environment: Environment;
  /** The variables before. */
  readonly before: Environment;
}

/** `collect` loads this module before it reads the file. */
const environmentAtStart: Environment = { ...process.env };

const VARIABLE = /\\?\$\{?\w*\}?/;

/** Node.js has read this file before any code runs: https://nodejs.org/api/cli.html#node_extra_ca_certsfile */
const CERTIFICATES = 'NODE_EXTRA_CA_CERTS';

/** What is wrong with the lines of .env in this folder that set these variables, or those of the network. */
export function envFileProblems(
  names: readonly string[],
  { text, environment, before }: Surroundings = {
    text: readEnvFile(),
    environment: process.env,
    before: environmentAtStart,
  },
): CodedText[] {
  const lines = linesOf(text ?? '');
  return [...names, ...networkVariables, CERTIFICATES].flatMap((name) => {
    const line = lines.get(name);
    const reason =
      line &&
      (line.hasExport
        ? whyNotRead(environment[name])
        : (whyTooLate(name, before) ??
          whyChanged(name, line, environment, before)));
    const problem: CodedText | undefined =
      reason && `line ${line?.number} of .env: ${name} ${reason}`;
    return problem ? [problem] : [];
  });
}

function whyNotRead(delivered: string | undefined): CodedText | undefined {
  return delivered === undefined
    ? coded(
        'M365-CONFIG-025',
        'has the word export before it and is therefore not read: remove that word',
      )
    : undefined;
}

function whyTooLate(name: string, before: Environment): CodedText | undefined {
  return name === CERTIFICATES && before[name] === undefined
    ? coded(
        'M365-CONFIG-035',
        'is read too late there: set it in the environment',
      )
    : undefined;
}

function whyChanged(
  name: string,
  { written, isFollowedByText }: Line,
  environment: Environment,
  before: Environment,
): CodedText | undefined {
  const delivered = environment[name];
  if (delivered === undefined) {
    return undefined;
  }
  const value = unquoted(written);
  if (value !== written && isReadFrom(written, delivered, environment)) {
    return coded(
      'M365-CONFIG-026',
      'has blanks behind its closing quote, with which the quotes are read as a part of it: remove the blanks',
    );
  }
  if (!isReadFrom(value, delivered, environment)) {
    // The environment goes first, but what stands there is changed, too.
    return before[name]?.includes('$') && delivered !== before[name]
      ? coded(
          'M365-CONFIG-027',
          'is set in the environment, too, where its value has a $ that is lost because of this line: remove the line',
        )
      : undefined;
  }
  return (
    whyMisread(written) ??
    (isFollowedByText ? GOES_ON : undefined) ??
    whyExpanded(name, value, delivered, environment)
  );
}

/** As dotenv 8. */
function unquoted(written: string): string {
  const [, quote, inner] = /^(["'])(.*)\1$/.exec(written) ?? [];
  if (inner === undefined) {
    return written;
  }
  return quote === '"' ? inner.replace(/\\n/g, '\n') : inner;
}

/** Whether a value comes from the file, whatever became of the variables in it. */
function isReadFrom(
  value: string,
  delivered: string,
  environment: Environment,
): boolean {
  const parts = value.split(new RegExp(VARIABLE, 'g'));
  if (parts.length === 1) {
    return delivered === value;
  }
  if (parts.every((part) => part === '')) {
    // Of variables only: each may be unknown to the SDK, which leaves a $ before one.
    const expanded = value.replace(
      /\\?\$\{?(\w*)\}?/g,
      (_, name: string) => environment[name] ?? '',
    );
    return /^\$*$/.test(delivered) || delivered === expanded;
  }
  const [first, last] = [parts[0], parts[parts.length - 1]];
  return delivered.startsWith(first) && delivered.endsWith(last);
}

const GOES_ON = coded(
  'M365-CONFIG-031',
  'does not end on its line, and only that line is read: write it on one line in quotes, with \\n in double quotes for each line break, or keep it in its own file',
);

/** What people write, and dotenv 8 reads in another way. */
function whyMisread(written: string): CodedText | undefined {
  const [, quote, rest] = /^(["'`])(.*)$/.exec(written) ?? [];
  if (quote === undefined) {
    if (/-----BEGIN/.test(written) && !/-----END/.test(written)) {
      return GOES_ON;
    }
    return /(?:^|\s)#/.test(written)
      ? coded(
          'M365-CONFIG-028',
          'has a comment behind its value, which is read as a part of it: move the comment to its own line, or put quotes around the value if the # belongs to it',
        )
      : undefined;
  }
  if (quote === '`') {
    return coded(
      'M365-CONFIG-029',
      'stands in backticks, which are read as a part of it: use single quotes',
    );
  }
  if (!rest.endsWith(quote)) {
    return rest.includes(quote)
      ? coded(
          'M365-CONFIG-030',
          'has something behind its closing quote: remove it',
        )
      : GOES_ON;
  }
  return undefined;
}

/** @param value with the variables that were looked for in it */
function whyExpanded(
  name: string,
  value: string,
  delivered: string,
  environment: Environment,
): CodedText | undefined {
  const variables = value.match(new RegExp(VARIABLE, 'g')) ?? [];
  const areAllEscaped = variables.every((text) => text.startsWith('\\'));
  const areAllNamed = variables.every((text) => {
    const [, name] = /^\$\{(\w+)\}$/.exec(text) ?? [];
    return name !== undefined && Boolean(environment[name]);
  });
  if (
    areAllNamed ||
    (areAllEscaped && delivered === value.replace(/\\\$/g, '$'))
  ) {
    return undefined;
  }
  const wayOut = isProxyVariable(name)
    ? 'write %24 for it'
    : 'keep the value in its own file';
  return coded(
    'M365-CONFIG-032',
    `has a $, which is taken for the beginning of a variable: ${wayOut}`,
  );
}
