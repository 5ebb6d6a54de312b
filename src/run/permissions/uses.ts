/** Which step needs which permission, and for what: from what the requests declare. */
import type { PermissionNeed, RequestDeclaration } from '../../graph/request';
import type { Microsoft365Step } from '../defineStep';

export interface PermissionUse {
  /** The id of the step. */
  readonly step: string;
  readonly request: RequestDeclaration;
  readonly need: PermissionNeed;
  /** The ids of the steps that do not start when this one fails. */
  readonly dependents: readonly string[];
}

type UsingStep = Pick<Microsoft365Step, 'id' | 'dependsOn' | 'requests'>;

/**
 * One for each request of a step, and for each detail that needs a permission of its own.
 *
 * @param steps in dependency order
 */
export function usesOf(steps: readonly UsingStep[]): PermissionUse[] {
  return steps.flatMap(({ id, requests }) => {
    const dependents = dependentsOf(id, steps);
    const needing = requests.filter(({ isShortcut }) => !isShortcut);
    return needing.flatMap((request) =>
      [request.permission, ...(request.detailPermissions ?? [])].map(
        (need) => ({ step: id, request, need, dependents }),
      ),
    );
  });
}

/** Indirect ones included. */
function dependentsOf(root: string, steps: readonly UsingStep[]): string[] {
  const stopped = new Set([root]);
  for (const { id, dependsOn = [] } of steps) {
    if (dependsOn.some((parent) => stopped.has(parent))) {
      stopped.add(id);
    }
  }
  return [...stopped].slice(1);
}

/** The permission that is enough for it and allows least. */
export function leastOf({ need }: PermissionUse): string {
  return need.anyOf[0];
}
