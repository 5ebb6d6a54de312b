/** What a token grants, against what the steps of a run need. */
import { canWrite, includes, isLesser } from './names';
import { leastOf, type PermissionUse } from './uses';

export interface StepUse {
  readonly step: string;
  readonly isRequired: boolean;
  /** What is missing from the graph without it. */
  readonly without: readonly string[];
}

export interface NeededPermission {
  readonly name: string;
  /** Others that would do, and allow more. */
  readonly alternatives: readonly string[];
  /** False when every step can do without. */
  readonly isRequired: boolean;
  readonly uses: readonly StepUse[];
  /** Steps that do not start when those that require it fail. */
  readonly alsoStops: readonly string[];
}

export interface SparePermission {
  readonly name: string;
  readonly canWrite: boolean;
}

export interface BroaderPermission extends SparePermission {
  /** What would do instead, and allows less. */
  readonly enough: readonly string[];
  /** True when all of that is granted already. */
  readonly isSpare: boolean;
  /** Microsoft documents such a permission for report exports; the service takes those that only read, too. */
  readonly helpsExports: boolean;
}

/** Nobody has seen which properties all of these give. So they are tried, and are neither enough nor unneeded. */
export interface LesserPermission {
  readonly name: string;
  /** What allows more, and is wanted. */
  readonly lessThan: readonly string[];
  /** Of that, what nothing in the token covers. */
  readonly insteadOf: readonly NeededPermission[];
}

export interface PermissionReport {
  /** The least that the run needs of what it has. */
  readonly granted: readonly NeededPermission[];
  /** What the token does not name, nor a lesser form of it, required ones first. That proves no denial: directory roles grant, too. */
  readonly missing: readonly NeededPermission[];
  /** What serves the run, and allows more than it needs. */
  readonly broader: readonly BroaderPermission[];
  /** Basic forms of what the run needs. */
  readonly lesser: readonly LesserPermission[];
  /** What no step of the run has a use for. */
  readonly unneeded: readonly SparePermission[];
  /** Whether the run tries report exports. */
  readonly triesExports: boolean;
}

/** @param granted the names in the token's `roles` claim */
export function comparePermissions(
  uses: readonly PermissionUse[],
  granted: ReadonlySet<string>,
): PermissionReport {
  const names = [...granted].sort();
  const isLeast = (name: string) => uses.some((use) => leastOf(use) === name);
  const serving = names.filter((name) => uses.some((u) => serves(name, u)));
  const uncovered = uses.filter((use) => !names.some((n) => serves(n, use)));
  const lesser = names.filter(
    (name) => !serving.includes(name) && uses.some((u) => isLess(name, u)),
  );
  return {
    granted: neededPermissions(uses.filter((use) => granted.has(leastOf(use)))),
    missing: neededPermissions(
      uncovered.filter(
        (use) =>
          !use.need.isUnrequested && !lesser.some((name) => isLess(name, use)),
      ),
    ),
    broader: serving
      .filter((name) => !isLeast(name))
      .map((name) => broaderPermission(name, uses, granted)),
    lesser: lesser.map((name) => ({
      name,
      lessThan: unique(uses.filter((u) => isLess(name, u)).map(leastOf)),
      insteadOf: neededPermissions(uncovered.filter((u) => isLess(name, u))),
    })),
    unneeded: names
      .filter((name) => !serving.includes(name) && !lesser.includes(name))
      .map((name) => ({ name, canWrite: canWrite(name) })),
    triesExports: uses.some(isExport),
  };
}

function isExport({ request }: PermissionUse): boolean {
  return request.workload === 'exportJobs';
}

function serves(granted: string, { need }: PermissionUse): boolean {
  return need.anyOf.some((wanted) => includes(granted, wanted));
}

function isLess(granted: string, { need }: PermissionUse): boolean {
  return need.anyOf.some((wanted) => isLesser(granted, wanted));
}

function neededPermissions(uses: readonly PermissionUse[]): NeededPermission[] {
  return [...groupBy(uses, leastOf)]
    .map(([name, own]) => ({
      name,
      alternatives: unique(own.flatMap(({ need }) => need.anyOf.slice(1))),
      isRequired: own.some(({ need }) => !need.isOptional),
      uses: stepUses(own),
      alsoStops: stoppedSteps(own),
    }))
    .sort((a, b) => Number(b.isRequired) - Number(a.isRequired));
}

/** What a step can do without is not worth a word beside what it cannot. */
function stepUses(uses: readonly PermissionUse[]): StepUse[] {
  return [...groupBy(uses, ({ step }) => step)].map(([step, own]) => {
    const required = own.filter(({ need }) => !need.isOptional);
    const isRequired = required.length > 0;
    const telling = isRequired ? required : own;
    return {
      step,
      isRequired,
      without: unique(telling.map(({ need }) => need.without)),
    };
  });
}

function stoppedSteps(uses: readonly PermissionUse[]): string[] {
  const named = new Set(uses.map(({ step }) => step));
  const stopped = uses
    .filter(({ need }) => !need.isOptional)
    .flatMap(({ dependents }) => dependents);
  return unique(stopped).filter((step) => !named.has(step));
}

function broaderPermission(
  name: string,
  uses: readonly PermissionUse[],
  granted: ReadonlySet<string>,
): BroaderPermission {
  const served = uses.filter((use) => serves(name, use));
  const enough = unique(served.map(leastOf));
  return {
    name,
    canWrite: canWrite(name),
    enough,
    isSpare: enough.every((least) => granted.has(least)),
    helpsExports: canWrite(name) && served.some(isExport),
  };
}

function groupBy(
  uses: readonly PermissionUse[],
  keyOf: (use: PermissionUse) => string,
): Map<string, PermissionUse[]> {
  const groups = new Map<string, PermissionUse[]>();
  for (const use of uses) {
    const key = keyOf(use);
    groups.set(key, [...(groups.get(key) ?? []), use]);
  }
  return groups;
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
