/**
 * What says that each dataset of each step is whole. A dataset that nothing can
 * prove says why. The code of the steps acts on it; the docs' table is made of it,
 * and a test fails for a request that belongs to no dataset.
 */
import {
  inventoryExport,
  complianceExport,
  configurationExport,
  installStatusExport,
} from './exports';
import { exportDeclaration } from '../graph/exports/exportRequest';
import type { RequestDeclaration } from '../graph/request';
import {
  intuneAccountRequest,
  intuneSubscriptionRequest,
  mdmAuthorityRequest,
  organizationRequest,
} from './account/request';
import {
  catalogCompliancePoliciesRequest,
  compliancePoliciesRequest,
} from './compliancePolicies/request';
import {
  deviceApplicationsRequest as detectedApplicationsRequest,
  expandedDeviceRequest,
} from './detectedApplications/request';
import { configurationSources } from './deviceConfigurations/request';
import {
  deviceDetailsRequest,
  deviceOverviewRequest,
  managedDevicesRequest,
} from './devices/request';
import {
  complianceReport,
  configurationReport,
  configurationStatusRequests,
  intentStatesRequest,
  intentSummaryRequest,
  policyStatusRequests,
} from './findings/request';
import {
  groupMembersRequest,
  memberNamesRequest,
} from './groupMembers/request';
import { groupsCountRequest, groupsRequest } from './groups/request';
import {
  deviceApplicationsRequest,
  installReport,
  installSummaryReport,
  managedApplicationsRequest,
  olderInstallReport,
  unqualifiedInstallReport,
} from './managedApplications/request';
import { stepIds, type StepId } from '../run/stepIds';
import {
  signInProbeRequest,
  usersCountRequest,
  usersRequest,
  usersWithSignInRequest,
} from './users/request';

export type Proof =
  /** Graph's own number of the objects. */
  | 'count'
  /** Graph's own numbers of what each object has, in the same unit. */
  | 'checksum'
  /** Another answer of Graph's that has to agree. */
  | 'second source'
  /** The same request again, after a pause. */
  | 'second reading'
  | 'none';

export interface Dataset {
  /** As the docs name it. */
  readonly what: string;
  readonly proof: Proof;
  /** How it is proved, or why it cannot be. */
  readonly how: string;
  /** What is asked for it, and for its proof. */
  readonly requests: readonly RequestDeclaration[];
}

const intuneAccountId: Dataset = {
  what: 'the id of the Intune account',
  proof: 'none',
  how: 'a single value, without which the step fails',
  requests: [intuneAccountRequest],
};

const EMPTY_TWICE = 'Graph has no count of them; an empty list is read again';

export const proofs: Readonly<Record<StepId, readonly Dataset[]>> = {
  [stepIds.account]: [
    {
      what: 'the organization',
      proof: 'count',
      how: 'a tenant has exactly one',
      requests: [organizationRequest],
    },
    {
      what: 'what Intune says of the account',
      proof: 'none',
      how: 'single values, each told by an event when it cannot be had',
      requests: [
        intuneAccountRequest,
        intuneSubscriptionRequest,
        mdmAuthorityRequest,
      ],
    },
  ],
  [stepIds.users]: [
    {
      what: 'users',
      proof: 'count',
      how: '`/users/$count`',
      requests: [usersRequest, usersCountRequest],
    },
    {
      what: 'sign-in times',
      proof: 'second source',
      how: 'a single user is asked for before the list; when that user has a time and the list has none, an event says so',
      requests: [signInProbeRequest, usersWithSignInRequest],
    },
  ],
  [stepIds.groups]: [
    {
      what: 'groups',
      proof: 'count',
      how: '`/groups/$count`',
      requests: [groupsRequest, groupsCountRequest],
    },
  ],
  [stepIds.groupMembers]: [
    {
      what: 'members of groups',
      proof: 'none',
      how: 'a count would cost one request for each group; groups that are gone or cannot be read, and members without an id, are limited',
      requests: [groupMembersRequest],
    },
    {
      what: 'names of members',
      proof: 'count',
      how: 'Graph has to answer as many objects as were asked for',
      requests: [memberNamesRequest],
    },
  ],
  [stepIds.groupUsers]: [
    {
      what: 'members who are no listed users',
      proof: 'second reading',
      how: 'their groups are read again, and must still name them',
      requests: [groupMembersRequest],
    },
  ],
  [stepIds.managedDevices]: [
    {
      what: 'devices',
      proof: 'count',
      how: '`managedDeviceOverview`; it may count fewer, without Linux',
      requests: [managedDevicesRequest, deviceOverviewRequest],
    },
    {
      what: 'details of devices',
      proof: 'count',
      how: 'one answer for each device',
      requests: [deviceDetailsRequest],
    },
  ],
  [stepIds.userDevices]: [
    {
      what: 'owners and users of devices',
      proof: 'second source',
      how: 'devices name users, of whom the list of users has to have half: devices keep the names of users who left',
      requests: [],
    },
  ],
  [stepIds.compliancePolicies]: [
    {
      what: 'compliance policies of both families',
      proof: 'second reading',
      how: EMPTY_TWICE,
      requests: [compliancePoliciesRequest, catalogCompliancePoliciesRequest],
    },
  ],
  [stepIds.deviceConfigurations]: [
    {
      what: 'device configurations of all four kinds',
      proof: 'second reading',
      how: EMPTY_TWICE,
      requests: configurationSources.map(({ request }) => request),
    },
  ],
  [stepIds.complianceFindings]: [
    {
      what: 'states of compliance policies',
      proof: 'checksum',
      how: 'the overview of a policy counts its devices, unless two sources agree on fewer, and overviews without any device are compared with the row counts of two reports; a report counts its rows; reports of some policies are a sample of an export',
      requests: [
        policyStatusRequests.statuses,
        policyStatusRequests.overview,
        complianceReport,
        exportDeclaration(complianceExport),
      ],
    },
    intuneAccountId,
  ],
  [stepIds.configurationFindings]: [
    {
      what: 'states of configurations',
      proof: 'checksum',
      how: 'as of compliance policies, but only configurations of the oldest kind have overviews: the others have the row counts of their reports; a list of an intent whose report has no rows is compared with the devices that its summary counts, and counts as unchecked where there is none',
      requests: [
        configurationStatusRequests.statuses,
        configurationStatusRequests.overview,
        intentStatesRequest,
        intentSummaryRequest,
        configurationReport,
        exportDeclaration(configurationExport),
      ],
    },
    intuneAccountId,
  ],
  [stepIds.managedApplications]: [
    {
      what: 'managed applications',
      proof: 'second source',
      how: 'the summary report counts devices of applications; of all applications that the list or these counts have, the list has to have half, because Intune goes on counting some that are no longer assigned',
      requests: [managedApplicationsRequest, installSummaryReport],
    },
    {
      what: 'devices that they are assigned to',
      proof: 'checksum',
      how: 'the summary report counts the devices of each application, and a report counts its rows',
      requests: [
        installReport,
        unqualifiedInstallReport,
        olderInstallReport,
        deviceApplicationsRequest,
        exportDeclaration(installStatusExport),
      ],
    },
  ],
  [stepIds.detectedApplications]: [
    {
      what: 'detected applications of devices',
      proof: 'second source',
      how: 'some devices are asked themselves, as a sample of the export; a list that ends exactly where Microsoft cuts lists off is not believed',
      requests: [
        expandedDeviceRequest,
        detectedApplicationsRequest,
        exportDeclaration(inventoryExport),
      ],
    },
  ],
};
