/** What a world leaves no source for. Everything else must be in the graph, with every property. */
import { stepIds, type StepId } from '../../../src/run/stepIds';
import type { GraphObject } from '../outcome';
import { worldOf } from './world';
import type { Oddities, World } from './doubts';
import type { Setting } from './settings';
import { Sources, type Completeness } from './sources';
import type { PolicyFacts, TenantFacts } from './tenantFacts';

export interface Loss {
  /** In the words of docs/reliability.md. */
  readonly what: string;
  readonly step: StepId;
  /** Whether the step fails for it; else an event is all. */
  readonly isPartial: boolean;
  /** False where it depends on which pages repeat rows: the step fails, or nothing is missing. */
  readonly isSure: boolean;
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
    ...configurationLosses(setting, sources),
    ...countedTooOften(facts, world, sources),
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
  const report = (policy: PolicyFacts) =>
    sources.report('report of compliance', policy);
  const where = world['states of catalog compliance policies'];
  const isIn = (place: 'in exports' | 'in reports') =>
    where === 'everywhere' || where === place;
  const ofCatalog = policies
    .filter(({ kind }) => kind === 'catalogCompliance')
    .filter(() => !(hasExport && isIn('in exports')));
  const shown = (policy: PolicyFacts) =>
    isIn('in reports') ? report(policy) : 'none';
  // Every source answered, and none has them.
  const isNowhere = (policy: PolicyFacts) =>
    hasExport && shown(policy) === 'none' && report(policy) !== 'none';
  const catalog = 'states of catalog compliance policies';
  const step = stepIds.complianceFindings;
  return [
    ...partlyLost(
      { what: 'states of compliance policies', step },
      policies
        .filter(({ kind }) => kind === 'compliance')
        .filter((policy) => !hasExport && !sources.hasList(policy)),
      report,
    ),
    ...partlyLost(
      { what: catalog, step },
      ofCatalog.filter((policy) => !isNowhere(policy)),
      shown,
    ),
    ...statesOf(
      { what: catalog, step, isPartial: false, isSure: true },
      ofCatalog.filter(isNowhere),
    ),
  ];
}

function configurationLosses(
  { facts: { policies } }: Setting,
  sources: Sources,
): Loss[] {
  const hasExport = sources.hasExport('export of configurations');
  const report = (policy: PolicyFacts) =>
    sources.report('report of configurations', policy);
  const withRows = policies.filter(
    ({ kind, rows }) => !/compliance/i.test(kind) && rows > 0,
  );
  const needReport = hasExport ? [] : withRows;
  const isReported = ({ kind }: PolicyFacts) => kind === 'reported';
  const needList = needReport.filter(
    (policy) => !isReported(policy) && !sources.hasList(policy),
  );
  const step = stepIds.configurationFindings;
  return [
    ...partlyLost(
      { what: 'states of templates and intents', step },
      needList,
      report,
    ),
    ...partlyLost(
      {
        what: 'states of Settings Catalog policies and administrative templates',
        step,
      },
      needReport.filter(isReported),
      report,
    ),
  ];
}

/** Where Intune still counts devices that have left, two sources have to agree: one alone is not believed. */
function countedTooOften(
  { policies }: TenantFacts,
  world: World,
  sources: Sources,
): Loss[] {
  const kinds = [
    ['compliance', 'compliance', stepIds.complianceFindings],
    ['template', 'configurations', stepIds.configurationFindings],
  ] as const;
  const isStale = world['age of overviews'] === 'stale';
  return kinds.flatMap(([kind, name, step]) =>
    partlyLost(
      { what: `states of which Intune counts more: of ${name}`, step },
      policies.filter((it) => isStale && it.kind === kind && it.rows > 0),
      (policy) => {
        const all: readonly Completeness[] = [
          sources.hasExport(`export of ${name}`) ? 'whole' : 'none',
          sources.report(`report of ${name}`, policy),
          // Two that have parts may have the same part.
          sources.hasList(policy) ? 'whole' : 'unsure',
        ];
        const count = (which: Completeness) =>
          all.filter((each) => each === which).length;
        const agreeing = count('whole') + count('unsure');
        return count('whole') > 1 ? 'whole' : agreeing > 1 ? 'unsure' : 'none';
      },
    ),
  );
}

type StatesLoss = Pick<Loss, 'what' | 'step' | 'isPartial' | 'isSure'>;

/** Policies that have one source left, and what that one has of them. */
function partlyLost(
  loss: Pick<Loss, 'what' | 'step'>,
  policies: readonly PolicyFacts[],
  left: (policy: PolicyFacts) => Completeness,
): Loss[] {
  return (['none', 'unsure'] as const).flatMap((completeness) =>
    statesOf(
      { ...loss, isPartial: true, isSure: completeness === 'none' },
      policies.filter((policy) => left(policy) === completeness),
    ),
  );
}

function statesOf(loss: StatesLoss, policies: readonly PolicyFacts[]): Loss[] {
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
  // Of several rows of a device, the worst may be among those that are missing.
  const changes = (object: GraphObject) => takes(object);
  const subject = /polic|configuration/i;
  return ids.size === 0 ? [] : [{ ...loss, subject, takes, changes }];
}

function installLosses({ installs }: TenantFacts, sources: Sources): Loss[] {
  const hasOther =
    sources.hasExport('export of installations') || sources.hasInstallsByDevice;
  return (['none', 'unsure'] as const).flatMap((completeness) => {
    const lost = [...installs].filter(
      ([, rows]) => !hasOther && sources.installReport(rows) === completeness,
    );
    const ids = new Set(lost.map(([id]) => id));
    const loss: Loss = {
      what: 'devices of managed applications',
      step: stepIds.managedApplications,
      isPartial: true,
      isSure: completeness === 'none',
      subject: /application/i,
      takes: ({ _type, _toEntityKey }) =>
        String(_type).endsWith('_assigned_intune_managed_application') &&
        ids.has(String(_toEntityKey)),
    };
    return ids.size === 0 ? [] : [loss];
  });
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
    isSure: true,
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
    isSure: true,
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
