/** intune_noncompliance_finding: a policy that a device does not keep. */
import { Type } from '@sinclair/typebox';
import { createEntityMetadata } from '../../model/entities';

const time = (description: string) =>
  Type.Optional(
    Type.Number({
      description: `${description}, in milliseconds since the Unix epoch`,
    }),
  );

export const [FindingEntity, createFindingEntity] = createEntityMetadata({
  resourceName: 'Noncompliance Finding',
  _class: ['Finding'],
  _type: 'intune_noncompliance_finding',
  description:
    'A device does not keep a compliance policy, or could not apply a configuration',
  schema: Type.Object({
    category: Type.Literal('endpoint', {
      description: 'What the finding is about',
    }),
    id: Type.Optional(
      Type.String({ description: 'Id of the status in Intune' }),
    ),
    reportedOn: time(
      'Time when the device last reported: Intune returns no other',
    ),
    updatedOn: time('The same time'),
    gracePeriodExpiresOn: time(
      'Time until which the device is still let in, of compliance policies only; one time for all policies of a device',
    ),
    lastProcessedOn: time('Time when Intune last processed the status'),
    lastTestedOn: time('Time when the device last reported'),
    lastUpdatedOn: time('Time when the status was last updated'),
    status: Type.Optional(
      Type.String({
        description:
          'Any of: unknown notApplicable compliant remediated nonCompliant error conflict notAssigned',
      }),
    ),
  }),
});
