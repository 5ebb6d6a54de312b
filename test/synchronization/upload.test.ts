/** `j1-integration run`: what is collected reaches JupiterOne, and nothing is deleted that was not seen to be gone. */
import type { Entity, Relationship } from '@jupiterone/integration-sdk-core';
import { expectedGraph } from '../endToEnd/expectedGraph';
import { graphOf } from '../endToEnd/graphOf';
import { createWorkspace, type Workspace } from '../endToEnd/workspace';
import {
  allRoles,
  generateTenant,
  startEmulator,
  type Emulator,
  type HttpMiddleware,
} from '../emulator';
import type { HttpRequest } from '../emulator/http/message';
import type { GraphObject, Job, Upload } from './jobs';
import {
  startSynchronizationApi,
  type SynchronizationApi,
} from './synchronizationApi';
import { upload } from './uploading';

jest.setTimeout(120_000);

/** The SDK counts 5 MB of objects; what stands between them comes on top. */
const largestUpload = 5 * 1_024 * 1_024;
const largestRawData = 256 * 1_024;

const tenant = generateTenant({ size: 'test' });

/** Which uploads the API refuses, and how; undefined when it takes them. */
let refusalOf: (request: HttpRequest) => number | undefined = () => undefined;

const refuse: HttpMiddleware = (request, next) => {
  const status = refusalOf(request);
  const body = JSON.stringify({ error: { code: 'REFUSED', message: 'no' } });
  return status === undefined
    ? next(request)
    : Promise.resolve({ status, headers: {}, body });
};

let emulator: Emulator;
let api: SynchronizationApi;
let workspace: Workspace;

beforeAll(async () => {
  emulator = await startEmulator({ tenant, exportPolls: 0 });
  api = await startSynchronizationApi([refuse]);
  workspace = await createWorkspace(emulator, {
    certificates: [api.certificatePem],
  });
});

afterEach(() => {
  refusalOf = () => undefined;
});

afterAll(async () => {
  await workspace.remove();
  await api.close();
  await emulator.close();
});

const run = () => upload('run', workspace, emulator, api);

function lastJob(): Job {
  return api.jobs[api.jobs.length - 1];
}

function uploaded(job: Job, kind: Upload['kind']): GraphObject[] {
  return job.uploads
    .filter((taken) => taken.kind === kind)
    .flatMap(({ objects }) => [...objects]);
}

const typesIn = (body: string) =>
  (JSON.parse(body) as { entities: Entity[] }).entities.map(
    ({ _type }) => _type,
  );

const keysOf = (kept: ReadonlyMap<string, GraphObject>) =>
  [...kept.keys()].sort();

describe('a good run, with one upload that failed at first', () => {
  let job: Job;

  beforeAll(async () => {
    let failures = 0;
    refusalOf = ({ url }) =>
      url.endsWith('/relationships') && failures++ === 0 ? 500 : undefined;
    const { exitCode } = await run();
    expect(exitCode).toBe(0);
    job = lastJob();
  });

  test('brings every object of the tenant once', () => {
    const graph = {
      entities: uploaded(job, 'entities') as Entity[],
      relationships: uploaded(job, 'relationships') as Relationship[],
    };
    expect(graphOf(graph)).toEqual(expectedGraph(tenant));
    expect(api.kept().size).toBe(
      graph.entities.length + graph.relationships.length,
    );
  });

  test('keeps each request under 5 MB, and needs more than one for it', () => {
    const sizes = job.uploads.map(({ bytes }) => bytes);
    expect(Math.max(...sizes)).toBeLessThan(largestUpload);
    expect(sizes.reduce((sum, bytes) => sum + bytes)).toBeGreaterThan(
      largestUpload,
    );
  });

  test('keeps the raw data of each entity small', () => {
    const tooLarge = uploaded(job, 'entities').filter(
      ({ _rawData = [] }) =>
        Buffer.byteLength(JSON.stringify(_rawData)) > largestRawData,
    );
    expect(tooLarge).toEqual([]);
  });

  test('is finalized as complete', () => {
    expect(job).toMatchObject({ status: 'FINALIZE_PENDING', partialTypes: [] });
  });
});

describe('after it, nothing is deleted', () => {
  let before: string[];

  beforeAll(() => {
    before = keysOf(api.kept());
  });

  test('by a run of which JupiterOne does not take one batch', async () => {
    const refused = new Set<string>();
    refusalOf = ({ url, body }) => {
      const types = url.endsWith('/entities') ? typesIn(body) : [];
      if (!types.includes('microsoft_365_account')) {
        return undefined;
      }
      types.forEach((type) => refused.add(type));
      return 400;
    };

    const { output } = await run();

    const job = lastJob();
    expect(job.status).toBe('FINALIZE_PENDING');
    expect(refused.size).toBeGreaterThan(1);
    expect(job.partialTypes).toEqual(expect.arrayContaining([...refused]));
    expect(output).toContain('datasets were marked as partial');
    expect(keysOf(api.kept())).toEqual(before);
  });

  test('by a run that may not read users any more', async () => {
    emulator.setRoles([
      ...allRoles.filter((role) => role !== 'Directory.Read.All'),
      'GroupMember.Read.All',
    ]);

    await run();
    emulator.setRoles(allRoles);

    const job = lastJob();
    const types = uploaded(job, 'entities').map(({ _type }) => _type);
    expect(types).toContain('azure_user_group');
    expect(types).not.toContain('azure_user');
    expect(job.partialTypes).toContain('azure_user');
    expect(keysOf(api.kept())).toEqual(before);
  });

  test('by a run whose last batches JupiterOne does not take', async () => {
    // All of a small tenant is uploaded at the end.
    const small = await startEmulator({
      tenant: generateTenant({ size: 'small' }),
      exportPolls: 0,
    });
    const elsewhere = await createWorkspace(small, {
      certificates: [api.certificatePem],
    });
    refusalOf = ({ url }) => (url.endsWith('/entities') ? 400 : undefined);

    await upload('run', elsewhere, small, api);
    await elsewhere.remove();
    await small.close();

    expect(lastJob().status).toBe('ABORTED');
    expect(keysOf(api.kept())).toEqual(before);
  });
});
