/**
 * How a device as a whole complies, in Intune's eyes. Neither its names nor its
 * numbers are those of a policy's status on a device (../findings/status.ts):
 * https://learn.microsoft.com/graph/api/resources/intune-devices-compliancestate
 */
import type { ComplianceState } from '@microsoft/microsoft-graph-types-beta';
import { closedList } from '../../model/closedList';

export type { ComplianceState };

/** undefined for what is not of Microsoft's list; `unknown` is. */
export const readComplianceState = closedList<ComplianceState>(
  {
    unknown: 0,
    compliant: 1,
    noncompliant: 2,
    conflict: 3,
    error: 4,
    inGracePeriod: 254,
    configManager: 255,
  },
  {
    // The portal's words.
    'Not compliant': 'noncompliant',
    'Not evaluated': 'unknown',
    ConfigMgr: 'configManager',
  },
);

const verdicts: Partial<Record<ComplianceState, boolean>> = {
  compliant: true,
  noncompliant: false,
  conflict: false,
  error: false,
  inGracePeriod: false,
};

/** undefined for the states that leave it open. */
export function isCompliantIn(state: ComplianceState): boolean | undefined {
  return verdicts[state];
}
