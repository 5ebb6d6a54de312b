/** What the benchmark runs: which tenant, what the application may read, and whether it may export. */
import {
  allRoles,
  type EmulatorOptions,
  type TenantSizeName,
} from '../emulator';

/** `plain`: every export is granted. `readOnly`: every export is refused. */
export type Regime = 'plain' | 'readOnly';

export const scenarioNames = [
  'small',
  'signIn',
  'medium',
  'mediumReadOnly',
  'm5k',
  'm5kReadOnly',
  'large',
] as const;
export type ScenarioName = (typeof scenarioNames)[number];

export interface Scenario {
  readonly name: ScenarioName;
  readonly size: TenantSizeName;
  readonly regime: Regime;
  readonly roles: readonly string[];
  /** How long the service takes to make the file of an export. */
  readonly exportDurationMs: number;
  /** Whether one request at a time is also run, and not only counted. */
  readonly runsOneAtATime: boolean;
  /** Steps that cannot be whole there, and fail by name after they have emitted what there is. */
  readonly partialSteps: readonly string[];
  /** Whether all bounds are its own: the floor, the work, and how much comes in batches and exports. */
  readonly hasAllBounds: boolean;
}

/** Of every generated tenant. */
export const SEED = 1;
/** Before each HTTP answer, in milliseconds. */
export const LATENCY_MS = 50;
/** The file of an export, made beforehand, is there at the first poll after its time. */
const EXPORT_POLLS = 0;

const SIGN_IN_ROLE = 'AuditLog.Read.All';

const common = {
  regime: 'plain',
  /** The quota of sign-ins, five pages in ten seconds, would hide everything else. */
  roles: allRoles.filter((role) => role !== SIGN_IN_ROLE),
  exportDurationMs: 0,
  runsOneAtATime: false,
  partialSteps: [],
  hasAllBounds: false,
} as const;

/** The tenant has a compliance policy of the catalog without a state in any report: the exports that might have one are refused. */
const readOnly = {
  ...common,
  regime: 'readOnly',
  partialSteps: ['compliance-findings'],
} as const;

/**
 * `small` is the tenant of the tests, because the one called small has too few
 * devices for exports: 2,400 users and 1,520 devices take every fast path.
 */
export const scenarios: Readonly<Record<ScenarioName, Scenario>> = {
  small: { ...common, name: 'small', size: 'test', runsOneAtATime: true },
  signIn: { ...common, name: 'signIn', size: 'test', roles: allRoles },
  medium: { ...common, name: 'medium', size: 'medium', hasAllBounds: true },
  mediumReadOnly: { ...readOnly, name: 'mediumReadOnly', size: 'medium' },
  m5k: { ...common, name: 'm5k', size: 'm5k', exportDurationMs: 3_000 },
  m5kReadOnly: { ...readOnly, name: 'm5kReadOnly', size: 'm5k' },
  large: { ...common, name: 'large', size: 'large', hasAllBounds: true },
};

/** How the emulated service behaves, its tenant apart: quotas are Microsoft's. */
export function serviceOf(scenario: Scenario): Omit<EmulatorOptions, 'tenant'> {
  const { roles, regime, exportDurationMs } = scenario;
  return {
    roles,
    latencyMs: LATENCY_MS,
    exportPolls: EXPORT_POLLS,
    exportDurationMs,
    exportPermission: regime === 'plain' ? 'read' : 'nobody',
    throttling: {},
  };
}
