/** How a device stands to a policy: https://learn.microsoft.com/graph/api/resources/intune-shared-compliancestatus */

/** In the order of Graph's numbers: reports write those. */
export const complianceStatuses = [
  'unknown',
  'notApplicable',
  'compliant',
  'remediated',
  'nonCompliant',
  'error',
  'conflict',
  'notAssigned',
] as const;

export type ComplianceStatus = (typeof complianceStatuses)[number];

/** From the best to the worst. */
const fromBest: readonly ComplianceStatus[] = [
  'notAssigned',
  'notApplicable',
  'compliant',
  'remediated',
  'unknown',
  'conflict',
  'error',
  'nonCompliant',
];

/** Higher is worse; 0 is the best. */
export function badness(status: ComplianceStatus): number {
  return fromBest.indexOf(status);
}

/** The status of a badness. */
export function statusOfBadness(value: number): ComplianceStatus {
  return fromBest[value] ?? 'unknown';
}

/** The status of a name; what Graph may add one day is not known. */
export function statusOfName(name: unknown): ComplianceStatus {
  return complianceStatuses.find((status) => status === name) ?? 'unknown';
}

/** The status of a number in a report, `4`. */
export function statusOfNumber(number: string): ComplianceStatus {
  return complianceStatuses[Number(number.trim() || NaN)] ?? 'unknown';
}

/** Whether the policy is meant for the device at all. */
export function isAssigned(status: ComplianceStatus): boolean {
  return status !== 'notAssigned' && status !== 'notApplicable';
}

export interface Severity {
  readonly severity: string;
  /** From 1 to 10. */
  readonly numericSeverity: number;
}

const HIGH: Severity = { severity: 'high', numericSeverity: 6 };
const MEDIUM: Severity = { severity: 'medium', numericSeverity: 4 };

const openStatuses: Partial<Record<ComplianceStatus, Severity>> = {
  nonCompliant: HIGH,
  error: HIGH,
  conflict: HIGH,
  unknown: MEDIUM,
};

/** undefined for a status that is nothing to be found fault with. */
export function severityOf(status: ComplianceStatus): Severity | undefined {
  return openStatuses[status];
}
