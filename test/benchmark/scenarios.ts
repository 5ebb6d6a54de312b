/** What the benchmark runs: which tenant, and what the application may read. */
import { allRoles, type TenantSizeName } from '../emulator';

export const scenarioNames = ['small', 'signIn', 'medium', 'large'] as const;
export type ScenarioName = (typeof scenarioNames)[number];

export interface Scenario {
  readonly name: ScenarioName;
  readonly size: TenantSizeName;
  readonly roles: readonly string[];
  /** Whether one request at a time is also run, and not only counted. */
  readonly runsOneAtATime: boolean;
  /** Whether it is large enough for the bounds on time: a small run mostly waits for logins and exports. */
  readonly isTimed: boolean;
}

/** Of every generated tenant. */
export const SEED = 1;
/** Before each HTTP answer, in milliseconds. */
export const LATENCY_MS = 50;
/** The file of an export, made beforehand, is there at the first poll. */
export const EXPORT_POLLS = 0;

const SIGN_IN_ROLE = 'AuditLog.Read.All';
/** Ten pages of sign-ins a minute would hide everything else. */
const withoutSignIns = allRoles.filter((role) => role !== SIGN_IN_ROLE);

/**
 * `small` is the tenant of the tests, because the one called small has too few
 * devices for exports: 2,400 users and 1,520 devices take every fast path.
 */
export const scenarios: Readonly<Record<ScenarioName, Scenario>> = {
  small: {
    name: 'small',
    size: 'test',
    roles: withoutSignIns,
    runsOneAtATime: true,
    isTimed: false,
  },
  signIn: {
    name: 'signIn',
    size: 'test',
    roles: allRoles,
    runsOneAtATime: false,
    isTimed: false,
  },
  medium: {
    name: 'medium',
    size: 'medium',
    roles: withoutSignIns,
    runsOneAtATime: false,
    isTimed: true,
  },
  large: {
    name: 'large',
    size: 'large',
    roles: withoutSignIns,
    runsOneAtATime: false,
    isTimed: true,
  },
};
