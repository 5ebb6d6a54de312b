/** Properties that not every source has: listed by name in docs/reliability.md. */
import type { Oddities } from './doubts';
import type { GraphObject } from '../outcome';
import type { Setting } from './settings';
import { Sources } from './sources';
import { worldOf } from './world';

export interface Lack {
  /** In the words of docs/reliability.md. */
  readonly what: string;
  readonly because: string;
  readonly properties: readonly string[];
  /** Whether the properties may have another value; else they are absent. */
  readonly mayDiffer?: boolean;
  readonly isOf: (object: GraphObject) => boolean;
}

export const sizes: Lack = {
  what: '`sizeInByte` and `publisher` of detected applications',
  because: 'the export of detected applications is read without them',
  properties: ['sizeInByte', 'publisher'],
  isOf: ({ _type }) => _type === 'intune_detected_application',
};

export const times: Lack = {
  what: '`reportedOn`, `updatedOn`, `lastProcessedOn`, `lastTestedOn` and `lastUpdatedOn` of findings of configurations',
  because: 'a tenant may not have the column `PspdpuLastModifiedTimeUtc`',
  properties: [
    'reportedOn',
    'updatedOn',
    'lastProcessedOn',
    'lastTestedOn',
    'lastUpdatedOn',
  ],
  isOf: ({ _type }) => _type === 'intune_noncompliance_finding',
};

export const installStates: Lack = {
  what: '`installState`, `installStateDetail`, `errorCode` and `installedVersion` of applications on devices',
  because:
    'read device by device, only the device and its owner are asked for their states, and no details are known',
  properties: [
    'installState',
    'installStateDetail',
    'errorCode',
    'installedVersion',
  ],
  mayDiffer: true,
  isOf: ({ _type }) =>
    String(_type).endsWith('_assigned_intune_managed_application'),
};

export function lackingIn(setting: Setting, oddities: Oddities): Lack[] {
  const world = worldOf(oddities);
  const sources = new Sources(world);
  const exportsApplications =
    sources.hasExport('export of detected applications') &&
    (setting.exportsApplications ||
      [...setting.facts.detected.values()].some(
        ({ length }) => !sources.hasDevice(length),
      ));
  const configurations = new Set(
    setting.facts.policies
      .filter(({ kind }) => !/compliance/i.test(kind))
      .map(({ id }) => id),
  );
  const isOfConfiguration: Lack['isOf'] = (object) =>
    times.isOf(object) && configurations.has(String(object._key).split('_')[1]);
  const hasNoTimes = world['missing columns'] === 'PspdpuLastModifiedTimeUtc';
  const readsDevices =
    !sources.hasExport('export of installations') &&
    [...setting.facts.installs.values()].some(
      (rows) => sources.installReport(rows) !== 'whole',
    );
  return [
    ...(readsDevices ? [installStates] : []),
    ...(exportsApplications ? [sizes] : []),
    ...(hasNoTimes ? [{ ...times, isOf: isOfConfiguration }] : []),
  ];
}
