/** What all routes that read Intune have in common. */
import { bothVersions, type Route } from '../../route';

export const intuneRead = {
  method: 'GET',
  versions: bothVersions,
  service: 'intune',
} as const satisfies Partial<Route>;
