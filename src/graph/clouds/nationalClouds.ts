/**
 * Tells from an answer what a national cloud lacks. Where Microsoft's reference
 * pages have a table of clouds, none of our requests is missing in any cloud
 * (docs/graph-client.md, "Clouds").
 */
import type { CloudName } from './clouds';
import { GraphResponseError } from '../errors/errors';

const titles: Readonly<Record<Exclude<CloudName, 'global'>, string>> = {
  usGovernmentL4: 'Microsoft Cloud for US Government L4 (GCC High)',
  usGovernmentL5: 'Microsoft Cloud for US Government L5 (DoD)',
  china: 'Microsoft Cloud for China (21Vianet)',
};

/**
 * UNVERIFIED: that a cloud says so in one of these ways, which Graph has for
 * addresses and properties that it does not know:
 * https://learn.microsoft.com/graph/errors
 */
function isUnknown(error: unknown): boolean {
  if (!(error instanceof GraphResponseError)) {
    return false;
  }
  return error.status === 400
    ? /resource not found for the segment|could not find a property named|not (yet )?supported/i.test(
        error.graphMessage,
      )
    : error.status === 404 || error.status === 501;
}

/**
 * The national cloud, in words, that seems to lack what was asked of it;
 * undefined for the global cloud, which lacks nothing, and for other errors.
 *
 * @param cloud as configured
 */
export function cloudThatLacks(
  error: unknown,
  cloud: string | undefined,
): string | undefined {
  const national = (Object.keys(titles) as (keyof typeof titles)[]).find(
    (name) => name === cloud?.trim(),
  );
  return national && isUnknown(error) ? titles[national] : undefined;
}
