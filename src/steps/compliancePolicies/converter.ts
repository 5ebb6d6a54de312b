/** deviceCompliancePolicy -> intune_compliance_policy */
import type { Entity } from '@jupiterone/integration-sdk-core';
import { timestamp } from '../../model/dates';
import { toEntity } from '../../model/entities';
import type { Identified } from '../../model/keys';
import { graphTypeName } from '../../model/graphTypes';
import { count, text } from '../../model/values';
import { createCompliancePolicyEntity } from './entity';
import type { CompliancePolicyPayload } from './request';

export function toCompliancePolicyEntity(
  policy: Identified<CompliancePolicyPayload>,
): Entity {
  const name = text(policy.displayName) ?? policy.id;
  return toEntity(
    createCompliancePolicyEntity({
      _key: policy.id,
      id: policy.id,
      name,
      displayName: name,
      description: text(policy.description),
      function: 'endpoint-compliance',
      category: 'compliance',
      version: count(policy.version),
      policyType: graphTypeName(policy['@odata.type']),
      createdOn: timestamp(policy.createdDateTime),
      updatedOn: timestamp(policy.lastModifiedDateTime),
    }),
  );
}
