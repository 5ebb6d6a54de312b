/** What the tests of the generator need: Intune's part of a tenant, and ways to count. */
import type { IntuneData, Tenant } from '..';

export function intuneOf({ intune }: Tenant): IntuneData {
  if (intune === undefined) throw new Error('The tenant has no Intune.');
  return intune.data;
}

export const ids = (items: readonly { readonly id: string }[]) =>
  new Set(items.map(({ id }) => id));

/** How often the most frequent key is there. */
export const most = (keys: readonly string[]) => {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return Math.max(...counts.values());
};
