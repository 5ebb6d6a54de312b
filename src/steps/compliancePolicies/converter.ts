/** deviceCompliancePolicy or deviceManagementCompliancePolicy -> intune_compliance_policy */
import type { Entity } from '@jupiterone/integration-sdk-core';
import { timestamp } from '../../model/dates';
import type { Identified } from '../../model/keys';
import { count, text, graphTypeName } from '../../model/values';
import { catalogProperties } from '../policies';
import { createCompliancePolicyEntity } from './entity';
import type {
  CatalogCompliancePolicyPayload,
  CompliancePolicyPayload,
} from './request';

export function toCompliancePolicyEntity(
  policy: Identified<CompliancePolicyPayload>,
): Entity {
  return toPolicyEntity(policy, policy.displayName, {
    policyType: graphTypeName(policy['@odata.type']),
    version: count(policy.version),
  });
}

/** It has a `name`, and no version. */
export function toCatalogCompliancePolicyEntity(
  policy: Identified<CatalogCompliancePolicyPayload>,
): Entity {
  return toPolicyEntity(policy, policy.name, {
    policyType: catalogType(policy),
    ...catalogProperties(policy),
  });
}

/** `linux (linuxMdm)`: all policies of the family have the same type in Graph. */
function catalogType({
  platforms,
  technologies,
}: CatalogCompliancePolicyPayload): string {
  const [platform, technology] = [text(platforms), text(technologies)];
  return platform && technology
    ? `${platform} (${technology})`
    : (platform ?? technology ?? 'deviceManagementCompliancePolicy');
}

/** What only policies of one family have. */
interface FamilyProperties extends Partial<
  ReturnType<typeof catalogProperties>
> {
  readonly policyType?: string;
  readonly version?: number;
}

function toPolicyEntity(
  policy: Identified<CompliancePolicyPayload | CatalogCompliancePolicyPayload>,
  displayName: unknown,
  ofFamily: FamilyProperties,
): Entity {
  const name = text(displayName) ?? policy.id;
  return createCompliancePolicyEntity({
    _key: policy.id,
    id: policy.id,
    name,
    displayName: name,
    description: text(policy.description),
    function: 'endpoint-compliance',
    category: 'compliance',
    ...ofFamily,
    createdOn: timestamp(policy.createdDateTime),
    updatedOn: timestamp(policy.lastModifiedDateTime),
  });
}
