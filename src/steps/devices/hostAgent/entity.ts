/** intune_host_agent: Intune's management of one device. */
import { Type } from '@sinclair/typebox';
import { createEntityMetadata } from '../../../model/entities';

const text = (description: string) =>
  Type.Optional(Type.String({ description }));

const time = (description: string) =>
  Type.Optional(
    Type.Number({
      description: `${description}, in milliseconds since the Unix epoch`,
    }),
  );

export const [HostAgentEntity, createHostAgentEntity] = createEntityMetadata({
  resourceName: 'Intune Host Agent',
  _class: ['HostAgent'],
  _type: 'intune_host_agent',
  description:
    'The agent or channel by which Microsoft Intune manages a device',
  schema: Type.Object({
    managementAgent: text(
      'Management channel of the device. Examples: eas, mdm, easMdm, intuneClient, easIntuneClient, jamf, googleCloudDevicePolicyController',
    ),
    state: text(
      'Any of: managed retirePending retireFailed wipePending wipeFailed unhealthy deletePending retireIssued wipeIssued wipeCanceled retireCanceled discovered',
    ),
    registrationState: text(
      'Any of: notRegistered registered revoked keyConflict approvalPending certificateReset notRegisteredPendingEnrollment unknown',
    ),
    complianceState: text(
      'Any of: unknown compliant noncompliant conflict error inGracePeriod configManager',
    ),
    compliant: Type.Optional(
      Type.Boolean({
        description: 'Please use isCompliant instead',
        deprecated: true,
      }),
    ),
    complianceGracePeriodExpiresOn: time(
      'Time until which a device that does not comply is still let in',
    ),
    managementCertificateExpiresOn: time(
      'Time when the management certificate expires and Intune loses the device',
    ),
    isCompliant: Type.Optional(
      Type.Boolean({
        description:
          'Whether the device complies; absent when Intune does not know',
      }),
    ),
  }),
});
