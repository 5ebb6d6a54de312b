/** The requests that faults are let loose on, by the steps that send them. */
import type { RequestPattern } from '../../emulator';
import { stepIds } from '../../../src/steps/stepIds';
import type { Expectation } from '../outcome';

export interface Target {
  readonly steps: readonly string[];
  readonly request: string;
  readonly on: RequestPattern;
  /** The first one that is the step's own, counted from 1; before it others ask the same. */
  readonly start?: number;
  /** No link, and no page token, ever comes with it. */
  readonly hasOnePage?: true;
  /** As errors name it. */
  readonly endpoint: string;
  /** As they name a batch that is refused as a whole: by what was in it, which has a permission of its own. */
  readonly refusedEndpoint?: string;
  /** What comes of a fault that stays, where that is not the failure of the steps. */
  readonly forGood?: (fault: string) => Expectation | undefined;
}

const get = (url: RegExp): RequestPattern => ({
  kind: 'graph',
  method: 'GET',
  url,
});
const batchWith = (body: RegExp): RequestPattern => ({
  kind: 'graph',
  method: 'POST',
  url: /\$batch$/,
  body,
});
export const objectsById: RequestPattern = {
  kind: 'graph',
  method: 'POST',
  url: /\/directoryObjects\/getByIds/,
};
const item = (url: RegExp): RequestPattern => ({ kind: 'batchItem', url });

/** Lists, page by page. */
export const listings: readonly Target[] = [
  {
    steps: [stepIds.users],
    request: 'listing',
    on: get(/^\/v1\.0\/users\?.*accountEnabled/),
    endpoint: 'GET /v1.0/users',
  },
  {
    steps: [stepIds.groups],
    request: 'listing',
    on: get(/^\/v1\.0\/groups\?/),
    endpoint: 'GET /v1.0/groups',
  },
  {
    steps: [stepIds.managedDevices],
    request: 'listing',
    on: get(/\/managedDevices\?/),
    endpoint: 'GET /beta/deviceManagement/managedDevices',
  },
  {
    steps: [stepIds.compliancePolicies],
    request: 'listing',
    on: get(/\/deviceCompliancePolicies\?/),
    endpoint: 'GET /v1.0/deviceManagement/deviceCompliancePolicies',
  },
  {
    steps: [stepIds.deviceConfigurations],
    request: 'listing of the oldest kind',
    on: get(/\/deviceConfigurations\?/),
    hasOnePage: true,
    endpoint: 'GET /v1.0/deviceManagement/deviceConfigurations',
  },
  {
    steps: [stepIds.deviceConfigurations],
    request: 'listing of the settings catalogue',
    on: get(/\/configurationPolicies\?/),
    endpoint: 'GET /beta/deviceManagement/configurationPolicies',
  },
  {
    steps: [stepIds.managedApplications],
    request: 'listing',
    on: get(/\/mobileApps\?/),
    endpoint: 'GET /beta/deviceAppManagement/mobileApps',
  },
];

/** Collections inside batches. */
export const batchedListings: readonly Target[] = [
  {
    steps: [stepIds.groupMembers],
    request: 'members',
    on: item(/^\/groups\/[^/]+\/members/),
    endpoint: 'GET /beta/groups/{id}/members',
  },
  {
    steps: [stepIds.complianceFindings],
    request: 'statuses',
    on: item(/\/deviceCompliancePolicies\/[^/]+\/deviceStatuses/),
    endpoint:
      'GET /v1.0/deviceManagement/deviceCompliancePolicies/{id}/deviceStatuses',
  },
  {
    steps: [stepIds.detectedApplications],
    request: 'applications of devices',
    on: item(/\/managedDevices\/[^/]+\/detectedApps/),
    endpoint: 'GET /beta/deviceManagement/managedDevices/{id}/detectedApps',
  },
];

/** Single objects inside batches. */
export const batchedObjects: readonly Target[] = [
  {
    steps: [stepIds.managedDevices],
    request: 'details',
    on: item(/\/managedDevices\/[^/]+\?.*ethernetMacAddress/),
    endpoint: 'GET /beta/deviceManagement/managedDevices/{id}',
  },
  {
    steps: [stepIds.complianceFindings],
    request: 'counts of statuses',
    on: item(/\/deviceCompliancePolicies\/[^/]+\/deviceStatusOverview/),
    endpoint:
      'GET /v1.0/deviceManagement/deviceCompliancePolicies/{id}/deviceStatusOverview',
  },
  {
    steps: [stepIds.configurationFindings],
    request: 'counts of statuses',
    on: item(/\/deviceConfigurations\/[^/]+\/deviceStatusOverview/),
    endpoint:
      'GET /v1.0/deviceManagement/deviceConfigurations/{id}/deviceStatusOverview',
  },
];

/** The HTTP calls that batches are. */
export const batches: readonly Target[] = [
  {
    steps: [stepIds.groupMembers],
    request: 'batch of members',
    on: batchWith(/\/members\?/),
    endpoint: 'POST /beta/$batch',
    refusedEndpoint: 'GET /beta/groups/{id}/members',
  },
  {
    steps: [stepIds.managedDevices],
    request: 'batch of details',
    on: batchWith(/ethernetMacAddress/),
    endpoint: 'POST /beta/$batch',
    refusedEndpoint: 'GET /beta/deviceManagement/managedDevices/{id}',
  },
  {
    steps: [stepIds.complianceFindings],
    request: 'batch of statuses',
    on: batchWith(/deviceCompliancePolicies.*deviceStatuses/),
    endpoint: 'POST /v1.0/$batch',
    refusedEndpoint:
      'GET /v1.0/deviceManagement/deviceCompliancePolicies/{id}/deviceStatuses',
  },
  {
    steps: [stepIds.complianceFindings],
    request: 'batch of counts',
    on: batchWith(/deviceCompliancePolicies.*deviceStatusOverview/),
    endpoint: 'POST /v1.0/$batch',
    refusedEndpoint:
      'GET /v1.0/deviceManagement/deviceCompliancePolicies/{id}/deviceStatusOverview',
  },
  {
    steps: [stepIds.configurationFindings],
    request: 'batch of counts',
    on: batchWith(/deviceConfigurations.*deviceStatusOverview/),
    endpoint: 'POST /v1.0/$batch',
    refusedEndpoint:
      'GET /v1.0/deviceManagement/deviceConfigurations/{id}/deviceStatusOverview',
  },
  {
    steps: [stepIds.detectedApplications],
    request: 'batch of devices',
    on: batchWith(/detectedApps/),
    endpoint: 'POST /beta/$batch',
    refusedEndpoint:
      'GET /beta/deviceManagement/managedDevices/{id}/detectedApps',
  },
];

/** Single requests that a step cannot do without. */
export const singleRequests: readonly Target[] = [
  {
    steps: [stepIds.account],
    request: 'organization',
    on: get(/\/organization\?/),
    endpoint: 'GET /v1.0/organization',
  },
  {
    steps: [stepIds.complianceFindings, stepIds.configurationFindings],
    request: 'account id',
    on: get(/\/v1\.0\/deviceManagement\?/),
    // The start states and the account ask for the same.
    start: 3,
    endpoint: 'GET /v1.0/deviceManagement',
  },
  {
    steps: [stepIds.groupMembers],
    request: 'names of members',
    on: objectsById,
    // The first one finds out whether that may be asked.
    start: 2,
    endpoint: 'POST /v1.0/directoryObjects/getByIds',
  },
];
