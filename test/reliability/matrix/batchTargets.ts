/** What batches hold that faults are let loose on, and the batches themselves. */
import { stepIds } from '../../../src/run/stepIds';
import { withoutHosts } from './lessOf';
import { item, madeUpFor, post, type Target } from './target';

const DEVICE = 'GET /beta/deviceManagement/managedDevices/{id}';
const COMPLIANCE = 'GET /beta/deviceManagement/deviceCompliancePolicies/{id}';
const CONFIGURATION = 'GET /beta/deviceManagement/deviceConfigurations/{id}';
const BATCH = 'POST /beta/$batch';

const same = { kind: 'same' } as const;

/** Collections inside batches. */
export const batchedListings: readonly Target[] = [
  {
    steps: [stepIds.groupMembers],
    request: 'members',
    way: 'list in a batch',
    on: item(/^\/groups\/[^/]+\/members/),
    endpoint: 'GET /beta/groups/{id}/members',
  },
  {
    steps: [stepIds.complianceFindings],
    request: 'statuses',
    way: 'list in a batch',
    on: item(/\/deviceCompliancePolicies\/[^/]+\/deviceStatuses\?\$top=/),
    endpoint: `${COMPLIANCE}/deviceStatuses`,
    lasting: madeUpFor,
  },
];

/** Single objects inside batches. */
export const batchedObjects: readonly Target[] = [
  {
    steps: [stepIds.managedDevices],
    request: 'details',
    way: 'object in a batch',
    on: item(/\/managedDevices\/[^/]+\?.*ethernetMacAddress/),
    endpoint: DEVICE,
    // Details decorate: the devices are emitted without.
    apart: withoutHosts,
  },
  {
    steps: [stepIds.complianceFindings],
    request: 'counts of statuses',
    way: 'object in a batch',
    on: item(/\/deviceCompliancePolicies\/[^/]+\/deviceStatusOverview/),
    endpoint: `${COMPLIANCE}/deviceStatusOverview`,
    lasting: { absent: same, unreadable: same },
  },
  {
    steps: [stepIds.configurationFindings],
    request: 'counts of statuses',
    way: 'object in a batch',
    on: item(/\/deviceConfigurations\/[^/]+\/deviceStatusOverview/),
    endpoint: `${CONFIGURATION}/deviceStatusOverview`,
    lasting: { absent: same, unreadable: same },
  },
];

const batchWith = (body: RegExp) => post(/\/\$batch$/, body);

/** The HTTP calls that batches are. */
export const batches: readonly Target[] = [
  {
    steps: [stepIds.groupMembers],
    request: 'batch of members',
    way: 'batch',
    on: batchWith(/\/members\?/),
    endpoint: BATCH,
    refusedEndpoint: 'GET /beta/groups/{id}/members',
  },
  {
    steps: [stepIds.managedDevices],
    request: 'batch of details',
    way: 'batch',
    on: batchWith(/ethernetMacAddress/),
    endpoint: BATCH,
    refusedEndpoint: DEVICE,
    // Details decorate: the devices are emitted without.
    apart: withoutHosts,
  },
  {
    steps: [stepIds.complianceFindings],
    request: 'batch of statuses',
    way: 'batch',
    on: batchWith(/deviceCompliancePolicies.*deviceStatuses/),
    endpoint: BATCH,
    refusedEndpoint: `${COMPLIANCE}/deviceStatuses`,
    lasting: { unreadable: same },
  },
  {
    steps: [stepIds.complianceFindings],
    request: 'batch of counts',
    way: 'batch',
    on: batchWith(/deviceCompliancePolicies.*deviceStatusOverview/),
    endpoint: BATCH,
    refusedEndpoint: `${COMPLIANCE}/deviceStatusOverview`,
    lasting: { unreadable: same },
  },
  {
    steps: [stepIds.configurationFindings],
    request: 'batch of counts',
    way: 'batch',
    on: batchWith(/deviceConfigurations.*deviceStatusOverview/),
    endpoint: BATCH,
    refusedEndpoint: `${CONFIGURATION}/deviceStatusOverview`,
    lasting: { unreadable: same },
  },
];
