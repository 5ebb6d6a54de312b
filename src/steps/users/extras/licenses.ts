/** Licenses of users, with the names of what the tenant subscribes to. */
import { readId } from '../../../model/keys';
import { text } from '../../../model/values';
import type { StepContext } from '../../../run/context';
import { readOptionalList } from '../../../run/optionalList';
import { subscribedSkusRequest } from './request';

/** By skuId: Microsoft's part number, such as `SPE_E5`. */
export type LicenseNames = ReadonlyMap<string, string>;

/** Undefined when they cannot be had, which an event tells. @throws LoginError, GraphAbortError */
export async function readLicenseNames(
  context: StepContext,
): Promise<LicenseNames | undefined> {
  const names = new Map<string, string>();
  const isWhole = await readOptionalList(
    context,
    subscribedSkusRequest,
    (page) => {
      for (const sku of page) {
        const id = readId(sku?.skuId);
        const name = text(sku?.skuPartNumber);
        if (id !== undefined && name !== undefined) {
          names.set(id, name);
        }
      }
    },
  );
  return isWhole ? names : undefined;
}

/**
 * The properties of `azure_user` that tell its licenses.
 *
 * @param assigned `assignedLicenses` of the user
 */
export function licenseProperties(assigned: unknown, names?: LicenseNames) {
  const licenses: unknown[] = Array.isArray(assigned) ? assigned : [];
  const ids = licenses.flatMap(
    (license) => readId((license as { skuId?: unknown } | null)?.skuId) ?? [],
  );
  const unique = [...new Set(ids)];
  const named = unique.flatMap((id) => names?.get(id) ?? []);
  return {
    licenseIds: unique.length > 0 ? unique : undefined,
    licenses: named.length > 0 ? [...new Set(named)] : undefined,
  };
}
