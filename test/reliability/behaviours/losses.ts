/** What a world leaves no source for. Everything else must be in the graph, with every property. */
import { stepIds, type StepId } from '../../../src/steps/stepIds';
import type { GraphObject } from '../outcome';
import { worldOf } from './world';
import type { Oddities, World } from './doubts';
import type { Setting } from './settings';
import { Sources } from './sources';
import type { PolicyFacts, TenantFacts } from './tenantFacts';

export interface Loss {
  /** In the words of docs/reliability.md. */
  readonly what: string;
  readonly step: StepId;
  /** Whether the step fails for it; else an event is all. */
  readonly isPartial: boolean;
  /** What the event, and the error of the step, must be about. */
  readonly subject: RegExp;
  /** Whether an object may be missing for it. Of what is only told, all are. */
  readonly takes: (object: GraphObject) => boolean;
  /** Whether a property of an object may be another one, because it depends on what is missing. */
  readonly changes?: (object: GraphObject, property: string) => boolean;
}

export function lossesOf(setting: Setting, oddities: Oddities): Loss[] {
  const world = worldOf(oddities);
  const sources = new Sources(world);
  const { facts } = setting;
  return [
    ...complianceLosses(facts, world, sources),
    ...configurationLosses(facts, sources),
    ...installLosses(facts, sources),
    ...detectionLosses(facts, sources),
    ...hiddenMembers(facts, world),
  ];
}

function complianceLosses(
  { policies }: TenantFacts,
  world: World,
  sources: Sources,
): Loss[] {
  const hasExport = sources.hasExport('export of compliance');
  const hasReport = ({ rows }: PolicyFacts) =>
    sources.hasReport('report of compliance', rows);
  const where = world['states of catalog compliance policies'];
  const isIn = (place: 'in exports' | 'in reports') =>
    where === 'everywhere' || where === place;
  const lost = policies
    .filter(({ kind }) => kind === 'compliance')
    .filter((policy) => !hasExport && !hasReport(policy))
    .filter((policy) => !sources.hasList(policy));
  const silent = policies
    .filter(({ kind }) => kind === 'catalogCompliance')
    .filter(() => !(hasExport && isIn('in exports')))
    .filter((policy) => !(hasReport(policy) && isIn('in reports')));
  const answered = silent.filter((policy) => hasExport && hasReport(policy));
  const asked = silent.filter((policy) => !answered.includes(policy));
  const step = stepIds.complianceFindings;
  return [
    ...statesOf('states of compliance policies', step, true, lost),
    ...statesOf('states of catalog compliance policies', step, true, asked),
    ...statesOf('states of catalog compliance policies', step, false, answered),
  ];
}

function configurationLosses(
  { policies }: TenantFacts,
  sources: Sources,
): Loss[] {
  const hasExport = sources.hasExport('export of configurations');
  const lost = policies
    .filter(({ kind }) => !/compliance/i.test(kind))
    .filter(({ rows }) => rows > 0 && !hasExport)
    .filter(({ rows }) => !sources.hasReport('report of configurations', rows));
  const step = stepIds.configurationFindings;
  const cut = lost
    .filter(({ kind }) => kind !== 'reported')
    .filter((policy) => !sources.hasList(policy));
  return [
    ...statesOf('states of templates and intents', step, true, cut),
    ...statesOf(
      'states of Settings Catalog policies and administrative templates',
      step,
      true,
      lost.filter(({ kind }) => kind === 'reported'),
    ),
  ];
}

function statesOf(
  what: string,
  step: StepId,
  isPartial: boolean,
  policies: readonly PolicyFacts[],
): Loss[] {
  const ids = new Set(policies.map(({ id }) => id));
  const inFinding = (key: unknown) => ids.has(String(key).split('_')[1]);
  const takes = ({ _type, _key, _fromEntityKey, _toEntityKey }: GraphObject) =>
    _type === 'intune_noncompliance_finding'
      ? inFinding(_key)
      : inFinding(_toEntityKey) ||
        (String(_type).startsWith('intune_host_agent_assigned_') &&
          ids.has(String(_toEntityKey))) ||
        (String(_type).endsWith('_identified_noncompliance_finding') &&
          ids.has(String(_fromEntityKey)));
  return ids.size === 0
    ? []
    : [{ what, step, isPartial, subject: /polic|configuration/i, takes }];
}

function installLosses({ installs }: TenantFacts, sources: Sources): Loss[] {
  const hasExport = sources.hasExport('export of installations');
  const lost = [...installs].filter(
    ([, rows]) => !hasExport && !sources.hasInstallReport(rows),
  );
  const ids = new Set(lost.map(([id]) => id));
  const takes = ({ _type, _toEntityKey }: GraphObject) =>
    String(_type).endsWith('_assigned_intune_managed_application') &&
    ids.has(String(_toEntityKey));
  const what = 'devices of managed applications';
  const step = stepIds.managedApplications;
  const subject = /application/i;
  return ids.size === 0
    ? []
    : [{ what, step, isPartial: true, subject, takes }];
}

/** What is said of an application depends on the devices that have it. */
function detectionLosses({ detected }: TenantFacts, sources: Sources): Loss[] {
  const hasExport = sources.hasExport('export of detected applications');
  const lost = [...detected].filter(
    ([, names]) => !hasExport && !sources.hasDevice(names.length),
  );
  const devices = new Set(lost.map(([id]) => id));
  const applications = new Set(
    lost.flatMap(([, names]) => names).map((name) => detectedKey(name)),
  );
  const isOfThem = ({ _type, _key }: GraphObject) =>
    _type === 'intune_detected_application' && applications.has(String(_key));
  const loss: Loss = {
    what: 'detected applications of devices with many',
    step: stepIds.detectedApplications,
    isPartial: true,
    subject: /device/i,
    takes: (object) =>
      isOfThem(object) ||
      (/_installed_intune_detected_application$/.test(String(object._type)) &&
        devices.has(String(object._fromEntityKey))),
    changes: (object) => isOfThem(object),
  };
  return devices.size === 0 ? [] : [loss];
}

export function detectedKey(name: string): string {
  return `IntuneDetected:${name.trim().toLowerCase()}`;
}

/** A permission that was not granted. */
function hiddenMembers({ hiddenGroups }: TenantFacts, world: World): Loss[] {
  const isOnlyThere = new Set(
    [...hiddenGroups.values()].flatMap(({ onlyThere }) => onlyThere),
  );
  const loss: Loss = {
    what: 'members of hidden groups',
    step: stepIds.groupMembers,
    isPartial: false,
    subject: /hidden membership/i,
    takes: ({ _type, _key, _fromEntityKey }) =>
      _type === 'azure_group_member'
        ? isOnlyThere.has(String(_key))
        : String(_type).startsWith('azure_user_group_has_') &&
          hiddenGroups.has(String(_fromEntityKey)),
  };
  const isLost =
    world['hidden members'] !== 'permitted' && hiddenGroups.size > 0;
  return isLost ? [loss] : [];
}
