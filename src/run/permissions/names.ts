/**
 * What the name of a permission says: `resource.operation.constraint`.
 * https://learn.microsoft.com/security/zero-trust/develop/protected-api-example
 */

/** Whether who is granted the one has the other, too: writing includes reading. */
export function includes(granted: string, wanted: string): boolean {
  return (
    granted === wanted || granted.replace('.ReadWrite.', '.Read.') === wanted
  );
}

/** Whether the one is the basic form of the other: it gives the same objects, with fewer properties. */
export function isLesser(granted: string, wanted: string): boolean {
  return (
    granted !== wanted && granted === wanted.replace('.Read.', '.ReadBasic.')
  );
}

/** True for all but those that only read; a name that follows no rule may mean anything. */
export function canWrite(permission: string): boolean {
  return !/\.Read(Basic)?(\.|$)/.test(permission);
}

/** Of no use in a tenant without Intune. */
export function isIntunePermission(permission: string): boolean {
  return permission.startsWith('DeviceManagement');
}
