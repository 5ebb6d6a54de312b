/** What tells a payload that says something from one that only came. */

/**
 * Whether an object has no value beside its id and what OData adds. Graph
 * answers so for what the application may not see, and an object of nothing
 * must not replace what JupiterOne knows of it. `false` and 0 are values.
 */
export function hasNothingButId(payload: object): boolean {
  for (const [name, value] of Object.entries(payload)) {
    if (name !== 'id' && !name.includes('@odata.') && !isNothing(value)) {
      return false;
    }
  }
  return true;
}

function isNothing(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  );
}
