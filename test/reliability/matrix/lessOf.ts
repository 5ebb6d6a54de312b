/** The graph without what was deleted while it was read, and without what sources differ in. */
import type { Entity, Relationship } from '@jupiterone/integration-sdk-core';
import type { CollectedGraph } from '../memoryStore';
import { matrixTenant } from './tenant';

const SYSTEM_ACCOUNT = 'System account';

type GraphObject = Entity | Relationship;

const without =
  (isGone: (object: GraphObject) => boolean) =>
  ({ entities, relationships }: CollectedGraph): CollectedGraph => ({
    entities: entities.filter((object) => !isGone(object)),
    relationships: relationships.filter((object) => !isGone(object)),
  });

/** Members that only this group has are gone, too. */
export const withoutMembersOf =
  (groupId: string) =>
  (whole: CollectedGraph): CollectedGraph => {
    const isMembership = ({ _type }: Relationship) =>
      String(_type).startsWith('azure_user_group_has_');
    const others = whole.relationships.filter(
      (it) => isMembership(it) && it._fromEntityKey !== groupId,
    );
    const kept = new Set(others.map(({ _toEntityKey }) => _toEntityKey));
    return without((object) =>
      object._type === 'azure_group_member'
        ? !kept.has(object._key)
        : isMembership(object as Relationship) &&
          object._fromEntityKey === groupId,
    )(whole);
  };

export const withoutEntities = (ids: ReadonlySet<string>) =>
  without((object) => '_class' in object && ids.has(object._key));

/** What is said of an application depends on the devices that have it. */
export const withoutApplications = without(
  ({ _type }) => _type === 'intune_detected_application',
);

export const withoutHosts = without(({ _class }) =>
  [_class].flat().includes('Host'),
);

/** Members are there, and nothing is said of what they are called. */
export function withoutNamesOfMembers({
  entities,
  relationships,
}: CollectedGraph): CollectedGraph {
  return {
    relationships,
    entities: entities.map((entity) =>
      entity._type === 'azure_group_member'
        ? ({ _key: entity._key, _type: entity._type } as Entity)
        : entity,
    ),
  };
}

export const withoutInstallationsOn = (deviceId: string | undefined) =>
  without(
    ({ _type, _fromEntityKey }) =>
      String(_type).endsWith('_installed_intune_detected_application') &&
      _fromEntityKey === deviceId,
  );

const isInstall = ({ _type }: { readonly _type?: unknown }) =>
  String(_type).endsWith('_assigned_intune_managed_application');

/** Of a managed application. */
export const withoutInstallsOf = (applicationId: string) =>
  without(
    (object) => isInstall(object) && object._toEntityKey === applicationId,
  );

export const withoutStatusesOf = (policyId: string | undefined) =>
  without(
    ({ _type, _key, _fromEntityKey, _toEntityKey }) =>
      [_key, _toEntityKey].some((key) =>
        String(key).includes(`_${policyId}_`),
      ) ||
      (String(_type).startsWith('intune_host_agent_assigned') &&
        _toEntityKey === policyId) ||
      (_fromEntityKey === policyId && _type !== 'intune_compliance_policy'),
  );

const { intune, users } = matrixTenant;
const owners = new Map(
  intune?.data.managedDevices
    .filter(({ userId }) => users.some(({ id }) => id === userId))
    .map(({ id, userPrincipalName }) => [id, userPrincipalName]),
);

/** Rows of users that devices are not asked about: neither their owners nor themselves. */
const ofOthers = new Set(
  intune?.data.installStatuses
    .filter(
      ({ deviceId, userPrincipalName }) =>
        userPrincipalName !== SYSTEM_ACCOUNT &&
        userPrincipalName !== owners.get(deviceId),
    )
    .map(
      ({ deviceId, applicationId }) => `${deviceId}|assigned|${applicationId}`,
    ),
);

/** Sources differ in these, and in all details of installations: docs/reliability.md. */
export function withoutStatesOfOthers({
  entities,
  relationships,
}: CollectedGraph): CollectedGraph {
  return {
    entities,
    relationships: relationships.map((relationship) =>
      isInstall(relationship)
        ? {
            ...relationship,
            installStateDetail: undefined,
            errorCode: undefined,
            installedVersion: undefined,
            ...(ofOthers.has(relationship._key) && { installState: undefined }),
          }
        : relationship,
    ),
  };
}
