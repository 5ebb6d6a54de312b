/**
 * Remembers what a tenant answered to exports. Microsoft documents that they need a
 * permission to write, while the service's own refusal says that permissions to
 * read are enough (https://github.com/microsoftgraph/msgraph-sdk-powershell/issues/2081).
 * So exports are tried, and the answer counts for the run.
 */
import type { ExportRequest, ExportUnavailableReason } from './exportRequest';

/** The export that an answer is about. */
export type ExportIdentity = Pick<
  ExportRequest<string>,
  'reportName' | 'filter'
>;

export interface Refusal {
  readonly reason: Extract<ExportUnavailableReason, 'forbidden' | 'refused'>;
  readonly detail: string;
}

interface ForbiddenReport {
  readonly refusal: Refusal;
  /** How often it was refused. */
  readonly times: number;
}

export interface ExportMemory {
  /** A job was accepted: the application may export. */
  readonly isGranted: boolean;
  /** Set when the application may not export at all. */
  readonly off?: Refusal;
  /** Reports that the application may not export, by their names. */
  readonly forbidden: ReadonlyMap<string, ForbiddenReport>;
  /** Exports that the tenant does not have, by report and filter. */
  readonly refused: ReadonlyMap<string, Refusal>;
}

export const emptyMemory: ExportMemory = {
  isGranted: false,
  forbidden: new Map(),
  refused: new Map(),
};

/**
 * A first refusal may end by itself, and a second one is about its report. Refusals
 * of two reports, with no report granted, are about the application.
 */
const REFUSALS_THAT_COUNT = 2;

/** Whether it is known if the application may export. */
export function isAccessKnown({ isGranted, off }: ExportMemory): boolean {
  return isGranted || off !== undefined;
}

/** Why an export would be refused; undefined where it has to be tried. */
export function expectedRefusal(
  memory: ExportMemory,
  identity: ExportIdentity,
): Refusal | undefined {
  const { isGranted, off, forbidden, refused } = memory;
  const own = forbidden.get(identity.reportName);
  // While nothing is granted, a report is tried twice.
  const isBelieved = isGranted || (own?.times ?? 0) >= REFUSALS_THAT_COUNT;
  return (
    off ??
    refused.get(keyOf(identity)) ??
    (isBelieved ? own?.refusal : undefined)
  );
}

export function afterAcceptance(memory: ExportMemory): ExportMemory {
  return { ...memory, isGranted: true, off: undefined };
}

export function afterRefusal(
  memory: ExportMemory,
  identity: ExportIdentity,
  refusal: Refusal,
): ExportMemory {
  if (refusal.reason === 'refused') {
    const key = keyOf(identity);
    return { ...memory, refused: new Map(memory.refused).set(key, refusal) };
  }
  const { reportName } = identity;
  const times = (memory.forbidden.get(reportName)?.times ?? 0) + 1;
  const forbidden = new Map(memory.forbidden).set(reportName, {
    refusal,
    times,
  });
  const isOff = !memory.isGranted && forbidden.size >= REFUSALS_THAT_COUNT;
  return { ...memory, forbidden, off: isOff ? refusal : undefined };
}

function keyOf({ reportName, filter }: ExportIdentity): string {
  return JSON.stringify([reportName, filter ?? '']);
}
