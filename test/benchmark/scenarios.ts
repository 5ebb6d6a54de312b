/** What the benchmark runs: which tenant, and under which circumstances. */
import {
  allRoles,
  type EmulatorOptions,
  type TenantSizeName,
} from '../emulator';
import { faultsOf, regimes, type RegimeName } from './regimes/regimes';

export const scenarioNames = [
  'small',
  'signIn',
  'medium',
  'mediumReadOnly',
  'm5k',
  'm5kReadOnly',
  'large',
  'xl',
] as const;
export type ScenarioName = (typeof scenarioNames)[number];

export interface Scenario {
  readonly name: ScenarioName;
  readonly size: TenantSizeName;
  readonly regime: RegimeName;
  /** How long the service takes to make the file of an export. */
  readonly exportDurationMs: number;
  /** Whether one request at a time is also run, and not only counted. */
  readonly runsOneAtATime: boolean;
  /** Whether all bounds are its own: the floor, the work, and how much comes in batches and exports. */
  readonly hasAllBounds: boolean;
}

/** Of every generated tenant. */
export const SEED = 1;
/** The file of an export, made beforehand, is there at the first poll after its time. */
const EXPORT_POLLS = 0;

/** How long the service takes to make a file, in the scenarios that count it. */
const EXPORT_MS = 3_000;

const SIGN_IN_ROLE = 'AuditLog.Read.All';

const common = {
  regime: 'plain',
  exportDurationMs: 0,
  runsOneAtATime: false,
  hasAllBounds: false,
} as const;

const readOnly = { ...common, regime: 'readOnly' } as const;

/**
 * `small` is the tenant of the tests, because the one called small has too few
 * devices for exports: 2,400 users and 1,520 devices take every fast path.
 */
export const scenarios: Readonly<Record<ScenarioName, Scenario>> = {
  small: { ...common, name: 'small', size: 'test', runsOneAtATime: true },
  signIn: { ...common, name: 'signIn', size: 'test', regime: 'signIn' },
  medium: { ...common, name: 'medium', size: 'medium', hasAllBounds: true },
  mediumReadOnly: { ...readOnly, name: 'mediumReadOnly', size: 'medium' },
  m5k: { ...common, name: 'm5k', size: 'm5k', exportDurationMs: EXPORT_MS },
  m5kReadOnly: { ...readOnly, name: 'm5kReadOnly', size: 'm5k' },
  large: { ...common, name: 'large', size: 'large', hasAllBounds: true },
  xl: { ...common, name: 'xl', size: 'xl', exportDurationMs: EXPORT_MS },
};

/** The tenant of a scenario under other circumstances; some are for a tenant of their own. */
export function scenarioIn(scenario: Scenario, regime: RegimeName): Scenario {
  const { size = scenario.size } = regimes[regime];
  return { ...scenario, ...common, size, regime, exportDurationMs: EXPORT_MS };
}

/** How the emulated service behaves, its tenant apart. */
export function serviceOf(scenario: Scenario): Omit<EmulatorOptions, 'tenant'> {
  const regime = regimes[scenario.regime];
  return {
    roles: regime.readsSignIns
      ? allRoles
      : allRoles.filter((role) => role !== SIGN_IN_ROLE),
    latencyMs: regime.latencyMs,
    exportPolls: EXPORT_POLLS,
    exportDurationMs: scenario.exportDurationMs,
    exportPermission: regime.grantsExports ? 'read' : 'nobody',
    throttling: regime.quotas,
    faults: faultsOf(regime),
  };
}
