/** Lists and single objects that faults are let loose on, by the steps that send the requests. */
import { stepIds } from '../../../src/run/stepIds';
import { withoutNamesOfMembers } from './lessOf';
import { always, get, post, type Target } from './target';

export const objectsById = post(/\/directoryObjects\/getByIds/);

/** Lists, page by page. */
export const listings: readonly Target[] = [
  {
    steps: [stepIds.users],
    request: 'listing',
    way: 'list',
    on: get(/^\/v1\.0\/users\?.*accountEnabled/),
    endpoint: 'GET /v1.0/users',
  },
  {
    steps: [stepIds.groups],
    request: 'listing',
    way: 'list',
    // The groups that can have roles are another list, of ids.
    on: get(/^\/v1\.0\/groups\?(?!.*isAssignableToRole%20eq)/),
    endpoint: 'GET /v1.0/groups',
  },
  {
    steps: [stepIds.managedDevices],
    request: 'listing',
    way: 'list',
    on: get(/\/managedDevices\?/),
    endpoint: 'GET /beta/deviceManagement/managedDevices',
  },
  {
    steps: [stepIds.compliancePolicies],
    request: 'listing',
    way: 'list',
    on: get(/^\/beta\/deviceManagement\/deviceCompliancePolicies\?/),
    endpoint: 'GET /beta/deviceManagement/deviceCompliancePolicies',
  },
  {
    steps: [stepIds.compliancePolicies],
    request: 'listing of the Settings Catalog',
    way: 'list',
    on: get(/^\/beta\/deviceManagement\/compliancePolicies\?/),
    hasOnePage: true,
    endpoint: 'GET /beta/deviceManagement/compliancePolicies',
    lasting: {
      // The others are collected.
      absent: {
        kind: 'partial',
        step: stepIds.compliancePolicies,
        what: /1 list of compliance policies: that of the Settings Catalog/,
      },
    },
  },
  {
    steps: [stepIds.deviceConfigurations],
    request: 'listing of the oldest kind',
    way: 'list',
    on: get(/^\/beta\/deviceManagement\/deviceConfigurations\?/),
    endpoint: 'GET /beta/deviceManagement/deviceConfigurations',
  },
  {
    steps: [stepIds.deviceConfigurations],
    request: 'listing of the Settings Catalog',
    way: 'list',
    on: get(/\/configurationPolicies\?/),
    hasOnePage: true,
    endpoint: 'GET /beta/deviceManagement/configurationPolicies',
  },
  {
    steps: [stepIds.managedApplications],
    request: 'listing',
    way: 'list',
    on: get(/\/mobileApps\?/),
    endpoint: 'GET /beta/deviceAppManagement/mobileApps',
  },
];

/** Single requests that a step cannot do without. */
export const singleRequests: readonly Target[] = [
  {
    steps: [stepIds.account],
    request: 'organization',
    way: 'object',
    on: get(/\/organization\?/),
    endpoint: 'GET /v1.0/organization',
  },
  {
    steps: [stepIds.complianceFindings, stepIds.configurationFindings],
    request: 'account id',
    way: 'object',
    on: get(/\/v1\.0\/deviceManagement\?/),
    // The start states and the account ask for the same.
    start: 3,
    endpoint: 'GET /v1.0/deviceManagement',
  },
  {
    steps: [stepIds.groupMembers],
    request: 'names of members',
    way: 'object',
    on: objectsById,
    // The first one finds out whether that may be asked.
    start: 2,
    endpoint: 'POST /v1.0/directoryObjects/getByIds',
    // Members are collected without.
    lasting: always({
      kind: 'partial',
      step: stepIds.groupMembers,
      what: /\d+ members of groups are collected without their names/,
      apart: withoutNamesOfMembers,
    }),
  },
];
