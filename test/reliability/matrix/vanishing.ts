/** What is deleted, renamed or cut off while it is read. */
import type { Entity, Relationship } from '@jupiterone/integration-sdk-core';
import { answers, pages, type Fault, type FaultRule } from '../../emulator';
import { stepIds } from '../../../src/steps/stepIds';
import type { CollectedGraph } from '../memoryStore';
import type { Expectation } from '../outcome';
import type { Cell } from './cell';
import { batchedListings, batchedObjects, type Target } from './targets';
import { matrixTenant } from './tenant';

const intune = matrixTenant.intune?.data;
const [largestGroup] = [...matrixTenant.members].sort(
  ([, one], [, other]) => other.length - one.length,
)[0];
const deviceId = [...(intune?.detectedApps ?? [])].find(
  ([, apps]) => apps.length > 0,
)?.[0];
const policyId = intune?.compliancePolicies[0]?.id;

type GraphObject = Entity | Relationship;

const without =
  (isGone: (object: GraphObject) => boolean) =>
  ({ entities, relationships }: CollectedGraph): CollectedGraph => ({
    entities: entities.filter((object) => !isGone(object)),
    relationships: relationships.filter((object) => !isGone(object)),
  });

/** Members that only this group has are gone, too. */
function withoutMembers(whole: CollectedGraph): CollectedGraph {
  const isMembership = ({ _type }: Relationship) =>
    String(_type).startsWith('azure_user_group_has_');
  const others = whole.relationships.filter(
    (it) => isMembership(it) && it._fromEntityKey !== largestGroup,
  );
  const kept = new Set(others.map(({ _toEntityKey }) => _toEntityKey));
  return without((object) =>
    object._type === 'azure_group_member'
      ? !kept.has(object._key)
      : isMembership(object as Relationship) &&
        object._fromEntityKey === largestGroup,
  )(whole);
}

/** What is said of an application depends on the devices that have it. */
const withoutApplications = without(
  ({ _type }) => _type === 'intune_detected_application',
);

const withoutInstallations = without(
  ({ _type, _fromEntityKey }) =>
    String(_type).endsWith('_installed_intune_detected_application') &&
    _fromEntityKey === deviceId,
);

const withoutStatuses = without(
  ({ _type, _key, _fromEntityKey, _toEntityKey }) =>
    [_key, _toEntityKey].some((key) => String(key).includes(`_${policyId}_`)) ||
    (String(_type).startsWith('intune_host_agent_assigned') &&
      _toEntityKey === policyId) ||
    (_fromEntityKey === policyId && _type !== 'intune_compliance_policy'),
);

const target = (targets: readonly Target[], step: string, request: string) =>
  targets.find(
    (each) => each.steps.includes(step) && each.request === request,
  ) as Target;

const members = target(batchedListings, stepIds.groupMembers, 'members');
const statuses = target(
  batchedListings,
  stepIds.complianceFindings,
  'statuses',
);
const counts = target(
  batchedObjects,
  stepIds.complianceFindings,
  'counts of statuses',
);
const applications = target(
  batchedListings,
  stepIds.detectedApplications,
  'applications of devices',
);
const details = target(batchedObjects, stepIds.managedDevices, 'details');

const gone = (id: string | undefined): FaultRule => ({
  on: { kind: 'batchItem', url: new RegExp(`/${id}[/?]`) },
  fault: answers.notFound,
});

const cell = (
  fault: string,
  { steps, request }: Target,
  rules: readonly FaultRule[],
  expectation: Expectation,
): Cell => ({ fault, steps, request, rules: () => rules, expectation });

const allGone = (each: Target): Cell =>
  cell(
    'all of them deleted in the middle',
    each,
    [{ on: each.on, fault: answers.notFound }],
    {
      kind: 'fails',
      steps: each.steps,
      endpoint: each.endpoint,
      cause: /all \d+ requests found nothing/,
    },
  );

const short: Fault = pages.halfPage;

export const vanishingCells: readonly Cell[] = [
  cell('group deleted in the middle', members, [gone(largestGroup)], {
    kind: 'less',
    graph: withoutMembers,
  }),
  cell(
    'device deleted in the middle',
    applications,
    [{ ...gone(deviceId), on: { ...applications.on, url: itemOf(deviceId) } }],
    {
      kind: 'less',
      graph: withoutInstallations,
      apart: withoutApplications,
    },
  ),
  cell(
    'device deleted in the middle',
    details,
    [{ on: details.on, when: { nth: 1 }, fault: answers.notFound }],
    {
      kind: 'less',
      apart: without(({ _class }) => [_class].flat().includes('Host')),
    },
  ),
  cell('policy deleted in the middle', statuses, [gone(policyId)], {
    kind: 'less',
    graph: withoutStatuses,
  }),
  allGone(members),
  allGone(applications),
  cell(
    'statuses cut off',
    statuses,
    [{ on: statuses.on, fault: short }],
    // The export has them all.
    { kind: 'same' },
  ),
  cell(
    'statuses cut off, and no export',
    statuses,
    [
      { on: statuses.on, fault: short },
      {
        on: { kind: 'graph', url: /exportJobs$/, body: /Compliance/ },
        fault: answers.forbidden,
      },
    ],
    {
      kind: 'fails',
      steps: statuses.steps,
      endpoint: statuses.endpoint,
      cause: /fewer statuses than Intune counts/,
    },
  ),
  cell('counts without numbers', counts, [{ on: counts.on, fault: empty() }], {
    kind: 'fails',
    steps: counts.steps,
    endpoint: counts.endpoint,
    cause: /no counts/,
  }),
];

function itemOf(id: string | undefined): RegExp {
  return new RegExp(`/managedDevices/${id}/detectedApps`);
}

function empty(): Fault {
  return pages.rewriteJson('counts without numbers', () => ({}));
}
