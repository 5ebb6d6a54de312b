/** Which quotas a call draws on, and how much of each. */
import { resourceUnits } from '../graph/headers';
import { optionOf } from '../graph/odata/query';
import type { GraphCall } from '../graph/route';
import type { BucketName } from './quotas';

/** By the path of the route; the first match counts. */
const intuneBuckets: readonly (readonly [RegExp, BucketName])[] = [
  [/^\/deviceManagement\/reports\/exportJobs/, 'exportJobs'],
  [/^\/deviceManagement\/reports\//, 'reports'],
  [/^\/deviceManagement\/(managedDevice|detectedApp)/, 'intuneDevices'],
  // No limit is published for it; its permission is that of devices.
  [/^\/users\/:id\/mobileAppIntentAndStates\//, 'intuneDevices'],
  [/^\/deviceAppManagement\//, 'intuneApplications'],
  [/^\/deviceManagement/, 'intuneConfiguration'],
];

/** Nothing for the envelope of a $batch: what is inside is charged one by one. */
export function chargesOf(
  call: GraphCall,
): Readonly<Partial<Record<BucketName, number>>> {
  switch (call.route.service) {
    case 'graph':
      return {};
    // UNVERIFIED: that this report counts there.
    case 'identityReports':
      return { signInActivity: 1 };
    case 'intune':
      return { [intuneBucket(call.route.path)]: 1 };
    case 'directory':
      return {
        directory: resourceUnits(call),
        ...(listsSignInActivity(call) && { signInActivity: 1 }),
      };
  }
}

function intuneBucket(path: string): BucketName {
  const match = intuneBuckets.find(([pattern]) => pattern.test(path));
  if (match === undefined) throw new Error(`No quota is known for ${path}.`);
  return match[1];
}

function listsSignInActivity(call: GraphCall): boolean {
  const selected = optionOf(call, '$select')?.split(',') ?? [];
  return (
    call.route.path === '/users' &&
    selected.some((property) => property.trim() === 'signInActivity')
  );
}
