/** A file for support: what a run did, without what it says of people, devices and the tenant. */
import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseLogLine } from '../collect/logLines';
import { addEntity, addEnvironment, type Values } from './knownValues';
import { createPseudonyms, type Pseudonyms } from './pseudonyms';
import { createScrubber, type Scrubber } from './scrubber';
import { UserError } from '../problem';
import { coded } from '../../src/graph/basics/messageCodes';

const RESULT_NAME = '.j1-integration';
const LOG_NAME = 'j1-integration.log';

export interface Bundle {
  readonly madeAt: string;
  /** Of this integration. */
  readonly version: string;
  readonly node: string;
  readonly machine: {
    readonly system: string;
    readonly architecture: string;
    readonly processors: number;
    readonly memoryMb: number;
  };
  /** null when the run did not come to its end. */
  readonly summary: unknown;
  /** Lines of the log, as objects where they were JSON; empty when there is none. */
  readonly log: readonly unknown[];
}

export interface MadeBundle {
  readonly bundle: Bundle;
  /** What stands for what: for who ran it, and for nobody else. */
  readonly names: ReadonlyMap<string, string>;
}

/**
 * Reads the result and the log of one run; entities a file at a time.
 *
 * @param folder with `.j1-integration` in it, such as a run's or the project's
 * @throws when it has neither a summary nor a log
 */
export async function makeBundle(
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<MadeBundle> {
  const result = await realpath(path.join(folder, RESULT_NAME)).catch(
    () => undefined,
  );
  const logFile = path.join(result ? path.dirname(result) : folder, LOG_NAME);
  const summary = result && (await readJson(path.join(result, 'summary.json')));
  const hasLog = await isThere(logFile);
  if (summary === undefined && !hasLog) {
    throw new UserError(
      coded(
        'M365-REPORT-005',
        `${folder} has neither ${RESULT_NAME}/summary.json nor ${LOG_NAME}: it is no folder of a run.`,
      ),
    );
  }
  const known: Values = new Map();
  addEnvironment(known, environment);
  if (result) {
    await readEntities(path.join(result, 'graph'), (entity) =>
      addEntity(known, entity),
    );
  }
  const names = new Map<string, string>();
  const scrub = scrubberOf(known, vocabularyOf(summary), names);
  const lines: unknown[] = [];
  if (hasLog) {
    for await (const line of createInterface({
      input: createReadStream(logFile),
    })) {
      lines.push(scrubbedLine(line, scrub));
    }
  }
  return {
    bundle: {
      madeAt: new Date().toISOString(),
      version: await ownVersion(),
      node: process.version,
      machine: {
        system: process.platform,
        architecture: process.arch,
        processors: cpus().length,
        memoryMb: Math.round(totalmem() / 1_000_000),
      },
      summary: summary === undefined ? null : scrubbed(summary, scrub),
      log: lines,
    },
    names,
  };
}

/** Words that the summary has of the code: they stay, even where a group is called by one of them. */
function vocabularyOf(summary: unknown): Set<string> {
  const words = new Set<string>();
  const { integrationStepResults = [] } = (summary ?? {}) as {
    integrationStepResults?: {
      id?: string;
      status?: string;
      declaredTypes?: string[];
    }[];
  };
  for (const { id, status, declaredTypes = [] } of integrationStepResults) {
    [id, status, ...declaredTypes].forEach((word) => word && words.add(word));
  }
  return words;
}

function scrubberOf(
  known: Values,
  vocabulary: ReadonlySet<string>,
  names: Map<string, string>,
): Scrubber {
  // The key is thrown away: nobody can try whether a name is behind a pseudonym.
  const secret = createPseudonyms(randomBytes(32).toString('hex'));
  const remembering: Pseudonyms = (kind, value) => {
    const pseudonym = secret(kind, value);
    names.set(pseudonym, value);
    return pseudonym;
  };
  const scrub = createScrubber(remembering, known);
  return (text) => (vocabulary.has(text) ? text : scrub(text));
}

/** Microsoft's support asks for it; it is about the request, not about the tenant. */
const REQUEST_ID = 'requestId';

/** Of the machine that ran it, which is nobody's business. */
const leftOut: ReadonlySet<string> = new Set(['hostname', 'pid', 'v']);

function scrubbedLine(line: string, scrub: Scrubber): unknown {
  const parsed = parseLogLine(line);
  return parsed ? scrubbed(parsed, scrub) : scrub(line);
}

/** Numbers and times stay as they are. */
function scrubbed(value: unknown, scrub: Scrubber): unknown {
  if (typeof value === 'string') {
    return isTime(value) ? value : scrub(value);
  }
  if (Array.isArray(value)) {
    return value.map((item) => scrubbed(item, scrub));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => !leftOut.has(name))
        .map(([name, item]) => [
          // Names of properties are the code's, as long as they are one word.
          /^[a-z]{1,40}$/i.test(name) ? name : scrub(name),
          name === REQUEST_ID ? item : scrubbed(item, scrub),
        ]),
    );
  }
  return value;
}

const isTime = (text: string) => /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text);

async function readJson(file: string): Promise<unknown> {
  return (await isThere(file))
    ? (JSON.parse(await readFile(file, 'utf8')) as unknown)
    : undefined;
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

/** Those of every step: `graph/<step>/entities/<file>.json`. */
async function readEntities(
  graph: string,
  take: (entity: Record<string, unknown>) => void,
): Promise<void> {
  const steps = (await isThere(graph)) ? await readdir(graph) : [];
  for (const step of steps) {
    const folder = path.join(graph, step, 'entities');
    for (const file of (await isThere(folder)) ? await readdir(folder) : []) {
      const { entities } = (await readJson(path.join(folder, file))) as {
        entities: Record<string, unknown>[];
      };
      entities.forEach(take);
    }
  }
}

async function ownVersion(): Promise<string> {
  const file = path.join(__dirname, '..', '..', 'package.json');
  const { version } = JSON.parse(await readFile(file, 'utf8')) as {
    version: string;
  };
  return version;
}
