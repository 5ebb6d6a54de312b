/** When details of devices bring their applications, and what is asked then: both steps of a run, one after the other. */
import { batchReply, isBatch } from '#test/graph/batchReplies';
import { failed, ok, page } from '#test/graph/replies';
import type { LoggedRequest } from '#test/graph/scriptedTransport';
import { devicePayload } from '#test/support/devicePayload';
import { runStep, scriptedStep } from '#test/support/stepContext';
import { detectedApplicationsStep } from '../detectedApplications';
import {
  ingestionSourceIds,
  type IngestionSourceId,
} from '../../run/ingestionSources';
import { managedDevicesStep } from './';

const APPLICATIONS = 'detectedApps';

interface Options {
  readonly deviceCount: number;
  readonly isDetailed?: boolean;
  readonly disabled?: IngestionSourceId;
  readonly exports?: 'granted' | 'refused';
  /** Whether Graph takes details and applications in one request. */
  readonly takesBoth?: boolean;
}

/** In which of its requests a device was asked for what. */
type Asked = 'details' | 'applications' | 'both';

function kindOf(url: string): Asked {
  const hasDetails = url.includes('hardwareInformation');
  return url.includes(APPLICATIONS)
    ? hasDetails
      ? 'both'
      : 'applications'
    : 'details';
}

async function run({
  deviceCount,
  isDetailed = true,
  disabled,
  exports = 'refused',
  takesBoth = true,
}: Options) {
  const devices = Array.from({ length: deviceCount }, (_, index) =>
    devicePayload(`device-${String(index).padStart(5, '0')}`),
  );
  const asked = new Map<Asked, string[]>();
  const answerSingle = (url: string) => {
    const kind = kindOf(url);
    const id = /managedDevices\/([^/?]*)/.exec(url)?.[1] ?? '';
    asked.set(kind, [...(asked.get(kind) ?? []), id]);
    return kind === 'both' && !takesBoth
      ? failed(400, 'BadRequest')
      : ok({
          id,
          udid: `UDID of ${id}`,
          detectedApps: [{ id: 'k1', displayName: 'Zoom', version: '6' }],
        });
  };
  const answer = (request: LoggedRequest) => {
    if (isBatch(request)) {
      return batchReply(request, answerSingle);
    }
    if (request.url.endsWith('/managedDeviceOverview')) {
      return ok({ enrolledDeviceCount: deviceCount });
    }
    if (request.url.includes('/exportJobs')) {
      return exports === 'refused'
        ? failed(403, 'Forbidden')
        : ok({ id: 'job', status: 'inProgress' });
    }
    return page(devices);
  };
  const step = scriptedStep(answer);
  const instance = {
    ...step.context.instance,
    config: { includeAdvancedDeviceDetails: isDetailed },
    disabledSources: disabled && [{ ingestionSourceId: disabled }],
  };
  const context = { ...step.context, instance };
  await runStep(managedDevicesStep, { context });
  const joined = new Map(asked);
  asked.clear();
  return {
    context,
    deviceCount: (kind: Asked) => new Set(joined.get(kind)).size,
    requestCount: (kind: Asked) => (joined.get(kind) ?? []).length,
    udids: new Set(context.jobState.collectedEntities.map(({ udid }) => udid)),
    detect: async () => {
      await runStep(detectedApplicationsStep, { context });
      return {
        askedAgain: (asked.get('applications') ?? []).length,
        installed: context.jobState.collectedRelationships.filter(
          ({ _class }) => _class === 'INSTALLED',
        ).length,
      };
    },
  };
}

describe('details and applications', () => {
  it('come in one request of each of few devices, and are not asked for again', async () => {
    const step = await run({ deviceCount: 200, exports: 'granted' });
    expect(step.requestCount('both')).toBe(200);
    expect(step.requestCount('details')).toBe(0);
    expect(await step.detect()).toEqual({ askedAgain: 0, installed: 200 });
  });

  it('come in one request of each of many devices, where exports are refused', async () => {
    const step = await run({ deviceCount: 201 });
    expect(step.requestCount('both')).toBe(201);
    expect(step.requestCount('details')).toBe(0);
    expect(await step.detect()).toEqual({ askedAgain: 0, installed: 201 });
  });

  it('do not come together of many devices, where exports are granted', async () => {
    const step = await run({ deviceCount: 201, exports: 'granted' });
    expect(step.requestCount('both')).toBe(0);
    expect(step.requestCount('details')).toBe(201);
    expect(step.udids.size).toBeGreaterThan(201);
  });

  it('do not come together when applications are switched off', async () => {
    const disabled = ingestionSourceIds.applications;
    const step = await run({ deviceCount: 3, disabled });
    expect(step.requestCount('both')).toBe(0);
    expect(step.requestCount('details')).toBe(3);
  });

  it('come together when something else is switched off', async () => {
    const disabled = ingestionSourceIds.groups;
    const step = await run({ deviceCount: 3, disabled });
    expect(step.requestCount('both')).toBe(3);
  });

  it('are two requests where Graph does not take them in one', async () => {
    const step = await run({ deviceCount: 3, takesBoth: false });
    expect(step.requestCount('both')).toBe(3);
    expect(step.requestCount('details')).toBe(3);
    expect(await step.detect()).toEqual({ askedAgain: 3, installed: 3 });
  });

  it('are only applications when details are not wanted', async () => {
    const step = await run({ deviceCount: 3, isDetailed: false });
    expect(step.requestCount('both') + step.requestCount('details')).toBe(0);
    expect(await step.detect()).toEqual({ askedAgain: 3, installed: 3 });
  });
});
