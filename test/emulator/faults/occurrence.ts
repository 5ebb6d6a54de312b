/** Counts the requests of one rule, and says which of them it hits. */
import { createHash } from 'node:crypto';
import type {
  Fault,
  FaultedRequest,
  FaultRule,
  Occurrence,
  RandomShare,
} from './rule';

/** The fault that hits this request; `undefined` when it is spared. */
export type Draw = (request: FaultedRequest) => Fault | undefined;

export function createDraw({ when = 'every', fault }: FaultRule): Draw {
  const faults = 'apply' in fault ? [fault] : fault;
  if (typeof when === 'object' && 'share' in when) {
    return drawAtRandom(when, faults);
  }
  let count = 0;
  return () => {
    count += 1;
    return isHit(when, count) ? faults[0] : undefined;
  };
}

function isHit(when: Exclude<Occurrence, RandomShare>, count: number): boolean {
  if (when === 'every') return true;
  if ('nth' in when) return count === when.nth;
  return 'first' in when ? count <= when.first : count >= when.from;
}

function drawAtRandom(
  { share, seed, mostInARow }: RandomShare,
  faults: readonly Fault[],
): Draw {
  const counts = new Map<string, number>();
  const inARow = new Map<string, number>();
  return (request) => {
    const key = logicalRequest(request);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    const [luck, choice] = numbersFrom(`${seed} ${count} ${key}`);
    const row = inARow.get(key) ?? 0;
    const hit = luck < share && row < mostInARow;
    inARow.set(key, hit ? row + 1 : 0);
    return hit ? faults[Math.floor(choice * faults.length)] : undefined;
  };
}

/** Without what differs from run to run: page tokens, ids of jobs, signatures. */
function logicalRequest({ kind, method, url, body }: FaultedRequest): string {
  const path = kind === 'blob' ? url.replace(/^\/[^/]+\/|\?.*$/g, '') : url;
  const guid = /[_-][0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
  const job = /exportJobs|\.zip$/.test(path) ? path.replace(guid, '') : path;
  const page = job.replace(/\$skiptoken=[^&]*/, '$skiptoken');
  return [kind, method, page, kind === 'login' ? '' : body].join(' ');
}

/** Two numbers in [0, 1). */
function numbersFrom(text: string): [number, number] {
  const digest = createHash('sha256').update(text).digest();
  return [digest.readUInt32LE(0) / 2 ** 32, digest.readUInt32LE(4) / 2 ** 32];
}
