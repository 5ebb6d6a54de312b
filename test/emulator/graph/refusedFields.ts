/** Properties that a tenant or a cloud refuses, with or without their names. */
import type { GraphContext } from './context';
import { badRequest } from './errors';
import type { GraphCall } from './route';

/** Throws a `GraphError` for a `$select` of one of them. */
export function refuseFields(
  { query }: GraphCall,
  { refusedFields, namesRefusedField }: GraphContext,
): void {
  const selected = query.get('$select')?.split(',') ?? [];
  const field = selected.find((name) => refusedFields.includes(name.trim()));
  if (field === undefined) return;
  throw badRequest(
    namesRefusedField
      ? `Parsing OData Select and Expand failed: Could not find a property named '${field.trim()}'.`
      : 'The request is not valid.',
  );
}
