/** Whether the token of a run names what a request needs. */
import type { GraphClient } from '../../graph/client';
import type { PermissionNeed } from '../../graph/request';
import { includes } from './names';

/**
 * Whether the token can be read and names no permission that is enough.
 *
 * @throws LoginError
 */
export async function tokenLacks(
  graph: Pick<GraphClient, 'grantedPermissions'>,
  { anyOf }: PermissionNeed,
): Promise<boolean> {
  const granted = await graph.grantedPermissions();
  return (
    granted !== undefined &&
    !anyOf.some((wanted) => [...granted].some((name) => includes(name, wanted)))
  );
}
