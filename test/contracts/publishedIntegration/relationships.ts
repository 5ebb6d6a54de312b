/** Every relationship type that 7.2.1 declared, its keys and its properties, against ours. */
import { same, type Fate, type Fates } from './fate';

export interface PublishedRelationship {
  readonly fate: Fate;
  readonly _class: string;
  /** Keys of ours; where they differ from those of 7.2.1, `keyWas` has theirs. */
  readonly key: RegExp;
  readonly keyWas?: string;
  readonly properties?: Fates;
}

type ByType = Readonly<Record<string, PublishedRelationship>>;

const deviceTypes =
  'user_endpoint workstation laptop desktop computer server smartphone'.split(
    ' ',
  );

const ofEachDevice = (
  typeOf: (device: string) => string,
  relationship: Omit<PublishedRelationship, 'fate'>,
): ByType =>
  Object.fromEntries(
    deviceTypes.map((device) => [
      typeOf(device),
      { fate: 'same', ...relationship },
    ]),
  );

const joined = (verb: string) => new RegExp(`^[^|]+\\|${verb}\\|[^|]+$`);

const members: readonly string[] = [
  'azure_user_group_has_user',
  'azure_user_group_has_group',
  'azure_user_group_has_group_member',
];

const compliance: Fates = same('complianceStatus compliant');

export const relationships: ByType = {
  microsoft_365_account_has_azure_user: {
    fate: 'same',
    _class: 'HAS',
    key: joined('has'),
  },
  microsoft_365_account_has_azure_group: {
    fate: { renamedTo: ['microsoft_365_account_has_azure_user_group'] },
    _class: 'HAS',
    key: joined('has'),
  },
  // The mapped one; the other two were declared only.
  azure_group_has_member: {
    fate: { renamedTo: members },
    _class: 'HAS',
    key: joined('has'),
    keyWas: 'made by the mapper',
    properties: {
      groupId: { droppedBecause: 'it is the key of one end' },
      memberId: { droppedBecause: 'it is the key of one end' },
      memberType: { droppedBecause: 'it is on the member' },
    },
  },
  azure_group_has_user: {
    fate: { renamedTo: [members[0]] },
    _class: 'HAS',
    key: joined('has'),
  },
  azure_group_has_group: {
    fate: { renamedTo: [members[1]] },
    _class: 'HAS',
    key: joined('has'),
  },
  ...ofEachDevice((device) => `azure_user_has_${device}`, {
    _class: 'HAS',
    key: joined('has'),
  }),
  ...ofEachDevice((device) => `azure_user_uses_${device}`, {
    _class: 'USES',
    key: joined('uses'),
  }),
  ...ofEachDevice((device) => `intune_host_agent_manages_${device}`, {
    _class: 'MANAGES',
    key: joined('manages'),
  }),
  intune_host_agent_assigned_compliance_policy: {
    fate: 'same',
    _class: 'ASSIGNED',
    key: joined('assigned'),
    properties: compliance,
  },
  intune_host_agent_assigned_device_configuration: {
    fate: 'same',
    _class: 'ASSIGNED',
    key: joined('assigned'),
    keyWas: '{status id}|{host agent}|{configuration}',
    properties: compliance,
  },
  intune_compliance_policy_identified_noncompliance_finding: {
    fate: 'same',
    _class: 'IDENTIFIED',
    key: joined('identified'),
  },
  intune_device_configuration_identified_noncompliance_finding: {
    fate: 'same',
    _class: 'IDENTIFIED',
    key: joined('identified'),
  },
  ...ofEachDevice((device) => `${device}_has_intune_noncompliance_finding`, {
    _class: 'HAS',
    key: joined('has'),
  }),
  ...ofEachDevice((device) => `${device}_assigned_intune_managed_application`, {
    _class: 'ASSIGNED',
    key: joined('assigned'),
    keyWas: '{device}|{application}',
    properties: {
      ...same('installState installStateDetail errorCode'),
      installedVersion: { changed: 'of the row, where it has one' },
    },
  }),
  ...ofEachDevice(
    (device) => `${device}_installed_intune_detected_application`,
    {
      _class: 'INSTALLED',
      key: /^[^|]+\|installed\|IntuneDetected:.+$/s,
      keyWas: '{device}|installed|{application}|{detection id}',
      properties: {
        version: { changed: 'absent instead of "unversioned"' },
        detectionId: { changed: 'the key of the application, from exports' },
      },
    },
  ),
};
