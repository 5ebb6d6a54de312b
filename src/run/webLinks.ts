/** The links to the admin centers that a run emits. */
import { adminCentersOf } from '../graph/clouds/clouds';
import { WebLinks } from '../model/webLinks';
import type { StepContext } from './context';

/**
 * Of the configured cloud, in the tenant that the token is for: every step has a
 * token before its first object, whereas the configuration may hold a domain name.
 *
 * @throws LoginError
 */
export async function webLinksOf({
  graph,
  instance,
}: Pick<StepContext, 'graph' | 'instance'>): Promise<WebLinks> {
  return new WebLinks(
    adminCentersOf(instance.config.cloud),
    await graph.tenantId(),
  );
}
