/** How a device stands to a policy: https://learn.microsoft.com/graph/api/resources/intune-shared-compliancestatus */
import type { ComplianceStatus } from '@microsoft/microsoft-graph-types-beta';
import { closedList } from '../../model/closedList';

export type { ComplianceStatus };

/**
 * Graph's numbers: reports write those. They are another scale than the
 * `complianceState` of a device, where 2 means the opposite.
 */
const numbers: Readonly<Record<ComplianceStatus, number>> = {
  unknown: 0,
  notApplicable: 1,
  compliant: 2,
  remediated: 3,
  nonCompliant: 4,
  error: 5,
  conflict: 6,
  notAssigned: 7,
};

export const complianceStatuses = Object.keys(numbers) as ComplianceStatus[];

/**
 * A policy's status on a device, as any source writes it. What is not of
 * Microsoft's list is undefined, and never `unknown`, which is a status too.
 */
export const readStatus = closedList(numbers, {
  // The words of the portal, and of reports that write texts.
  'Not compliant': 'nonCompliant',
  Succeeded: 'compliant',
  Success: 'compliant',
  Pending: 'unknown',
  'Not evaluated': 'unknown',
  'Checking status': 'unknown',
});

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

/** Whether the policy is meant for the device at all. */
export function isAssigned(status: ComplianceStatus): boolean {
  return status !== 'notAssigned' && status !== 'notApplicable';
}

/** What the assignment says of it; undefined for a status that says neither. */
export function isCompliantIn(status: ComplianceStatus): boolean | undefined {
  return isAssigned(status) && status !== 'unknown'
    ? status === 'compliant'
    : undefined;
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
