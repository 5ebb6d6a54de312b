import { createMockJobState } from '@jupiterone/integration-sdk-testing';
import type { ListedDevices } from './listedDevices';
import { DetectionTable } from '../detectedApplications/detectionTable';
import { EarlyDetections, earlyDetections } from './earlyDetections';
import {
  isWhole,
  type DetectedAppPayload,
  type ExpandedDevicePayload,
} from './expandedDevice';

const devices: ListedDevices = new Map([
  ['d1', { type: 'laptop' }],
  ['d2', { type: 'laptop' }],
]);

const zoom = { id: 'k1', displayName: 'Zoom', version: '6', sizeInByte: 7 };

const named = (...detectedApps: DetectedAppPayload[]) => ({ detectedApps });

/** As it comes, whatever its type says. */
const odd = (payload: unknown) => payload as ExpandedDevicePayload;

describe('a list of applications', () => {
  it.each([
    ['of a device', named(zoom), true],
    ['that is empty', named(), true],
    [
      'without a link',
      odd({ detectedApps: [], 'detectedApps@odata.nextLink': null }),
      true,
    ],
    [
      'with a link',
      { detectedApps: [zoom], 'detectedApps@odata.nextLink': 'https://x/y' },
      false,
    ],
    ['that is missing', {}, false],
    ['that is null', odd({ detectedApps: null }), false],
    ['that is none', odd({ detectedApps: 'Zoom' }), false],
  ])('%s', (_, payload, expected) => {
    expect(isWhole(payload)).toBe(expected);
  });
});

describe('early detections', () => {
  it('have the devices that named their whole lists', () => {
    const early = new EarlyDetections();
    early.add('d1', named(zoom));
    early.add('d2', named());
    early.add('d3', {});
    early.add('d4', {
      ...named(zoom),
      'detectedApps@odata.nextLink': 'https://x/y',
    });
    const has = ['d1', 'd2', 'd3', 'd4'].map((id) => early.has(id));
    expect(has).toEqual([true, true, false, false]);
  });

  // Lists of devices give empty lists, too.
  it('have nothing when no device named any application', () => {
    const early = new EarlyDetections();
    early.add('d1', named());
    early.add('d2', odd({ detectedApps: [null] }));
    expect(early.has('d1')).toBe(false);
    expect(early.has('d2')).toBe(false);
  });

  it('move into a table, once', () => {
    const early = new EarlyDetections();
    early.add('d1', odd({ detectedApps: [zoom, null] }));
    early.add('d2', named(zoom, { ...zoom, id: 'k2', version: '7' }));
    const table = new DetectionTable(devices);
    early.moveTo(table);
    const versionsOn = (id: string) =>
      table.onDevice(id).map(({ version }) => version);
    expect(versionsOn('d1')).toEqual(['6']);
    expect(versionsOn('d2')).toEqual(['6', '7']);
    expect([...table.applications()]).toMatchObject([{ sizeInByte: 7 }]);
    const other = new DetectionTable(devices);
    early.moveTo(other);
    expect(other.rowCount).toBe(0);
  });

  it('keep the same application of many devices once, and only what is wanted of it', () => {
    const early = new EarlyDetections();
    const rows: unknown[] = [];
    const table = {
      addAll: (_: string, list: readonly unknown[]) => rows.push(...list),
    };
    early.add('d1', odd({ detectedApps: [{ ...zoom, deviceCount: 7 }] }));
    early.add('d2', named({ ...zoom }));
    early.moveTo(table as unknown as DetectionTable);
    expect(rows).toEqual([zoom, zoom]);
    expect(rows[0]).toBe(rows[1]);
  });

  it('come back from the job state as they were saved', async () => {
    const jobState = createMockJobState();
    expect(await earlyDetections.load(jobState)).toBeUndefined();
    const early = new EarlyDetections();
    await earlyDetections.save(jobState, early);
    expect(await earlyDetections.load(jobState)).toBe(early);
  });
});
