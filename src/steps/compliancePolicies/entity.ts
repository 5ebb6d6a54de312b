/** intune_compliance_policy: what devices have to be like. */
import { Type } from '@sinclair/typebox';
import { createMultiClassMetadata } from '../../model/entities';

export const [CompliancePolicyEntity, createCompliancePolicyEntity] =
  createMultiClassMetadata({
    resourceName: 'Compliance Policy',
    _class: ['Configuration', 'ControlPolicy'],
    _type: 'intune_compliance_policy',
    description: 'A compliance policy of Microsoft Intune',
    schema: Type.Object({
      function: Type.Literal('endpoint-compliance', {
        description: 'What the policy is for',
      }),
      category: Type.Literal('compliance', {
        description: 'Kind of the policy',
      }),
      active: Type.Optional(
        Type.Boolean({
          description:
            'Whether the policy is assigned to anybody; policies of the Settings Catalog only',
        }),
      ),
      platforms: Type.Optional(
        Type.Array(Type.String(), {
          description:
            'Platforms that it is for; policies of the Settings Catalog only. Examples: windows10, macOS, linux',
        }),
      ),
      technologies: Type.Optional(
        Type.Array(Type.String(), {
          description:
            'Channels that it is managed by; policies of the Settings Catalog only. Examples: mdm, linuxMdm, microsoftSense',
        }),
      ),
      settingCount: Type.Optional(
        Type.Number({
          description:
            'How many settings it has; policies of the Settings Catalog only',
        }),
      ),
      version: Type.Optional(
        Type.Number({ description: 'Version of the policy' }),
      ),
      policyType: Type.Optional(
        Type.String({
          description:
            'Examples: iosCompliancePolicy; platform and technology of a Settings Catalog policy: linux (linuxMdm)',
        }),
      ),
    }),
  });
