/** A device as Graph lists it: with all that decides something, so that nobody doubts it. */
export function devicePayload(
  id: string,
  more: Readonly<Record<string, unknown>> = {},
) {
  return {
    id,
    complianceState: 'compliant',
    isEncrypted: true,
    managementState: 'managed',
    ownerType: 'company',
    ...more,
  };
}
