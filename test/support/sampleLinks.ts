/** Links of the global cloud, in a tenant. */
import { clouds } from '../../src/graph/clouds/clouds';
import { WebLinks } from '../../src/model/webLinks';

export const sampleTenantId = '11111111-2222-4333-8444-555555555555';

export const sampleLinks = new WebLinks(
  clouds.global.adminCenters,
  sampleTenantId,
);
