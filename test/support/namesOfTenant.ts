/** What of an emulated tenant names somebody or something: names, addresses and ids. */
import { integrationSteps } from '../../src/steps';
import type { Tenant } from '../emulator';

/** What steps declare is no secret, even if somebody is called so. */
const declared = JSON.stringify(integrationSteps);

const NAMING =
  /(?:^id|Ids?|[nN]ame|mail|Mail|UPN|upn|[sS]erial\w*|imei|meid|udid|iccid|phone\w*|Phones?|address\w*|Address\w*)$/;
/** Shorter ones are in other words, too. */
const SHORTEST = 5;
/** Values that are no names: enumerations, versions, and what Microsoft names itself. */
const WORDS =
  /^(?:[a-z]+|[a-z]+[A-Z]\w*|[\d.]+|Windows.*|iOS|iPadOS|macOS|Android\w*|Linux\w*)$/;

/** All of them but the tenant's own id and domain, which may be told. */
export function namesOfTenant(tenant: Tenant): Set<string> {
  const names = new Set<string>();
  collect(tenant, '', names);
  const own = new Set([
    tenant.id,
    ...(tenant.organization.verifiedDomains ?? []).map(
      ({ name }) => name ?? '',
    ),
  ]);
  return new Set(
    [...names].filter((name) => !own.has(name) && !declared.includes(name)),
  );
}

function collect(value: unknown, key: string, names: Set<string>): void {
  if (typeof value === 'string') {
    if (NAMING.test(key) && value.length >= SHORTEST && !WORDS.test(value)) {
      names.add(value);
    }
  } else if (Array.isArray(value)) {
    value.forEach((item) => collect(item, key, names));
  } else if (value instanceof Map || value instanceof Set) {
    [...value].forEach((item) => collect(item, key, names));
  } else if (typeof value === 'object' && value !== null) {
    Object.entries(value).forEach(([name, item]) => collect(item, name, names));
  }
}

/** What somebody may see who only reads this output. */
export function expectNobodyIn(output: string, of: Tenant): void {
  const names = namesOfTenant(of);
  expect(names.size).toBeGreaterThan(300);
  const told = [...names].filter((name) => output.includes(name));
  expect(told).toEqual([]);
}
