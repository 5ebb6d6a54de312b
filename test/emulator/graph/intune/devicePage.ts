/**
 * Pages of managed devices: the link names the last device seen, and the next page starts after it. Without state on
 * the server, so a device that is renamed during the walk is missed or comes twice.
 */
import type { ManagedDevice } from '@microsoft/microsoft-graph-types-beta';
import type { IdentifiedIntune } from '../../tenant';
import type { GraphContext } from '../context';
import { badRequest } from '../errors';
import { readPageSize } from '../odata/intunePage';
import { linkTo, pageLimit, type Page } from '../odata/page';
import type { QueryOptions } from '../odata/query';
import type { GraphCall } from '../route';
import { compareByName } from './intuneIndex';

const largestPage = 1000;

export function cutDevicePage(
  call: GraphCall,
  options: QueryOptions,
  context: GraphContext,
): Page<IdentifiedIntune<ManagedDevice>> {
  const { intune, origin } = context;
  const devices = intune.devicesByName();
  const size = pageLimit(readPageSize(options, largestPage), call, context);
  const start = startOf(devices, options.get('$skiptoken'));
  const items = devices.slice(start, start + size);
  const last = items.at(-1);
  if (last === undefined || start + size >= devices.length) return { items };
  const others = [...options].filter(([name]) => name !== '$skiptoken');
  const next = [...others, ['$skiptoken', tokenOf(last)] as const];
  return { items, nextLink: linkTo(call, origin, next) };
}

function tokenOf({ deviceName, id }: IdentifiedIntune<ManagedDevice>): string {
  const name = (deviceName ?? '').replaceAll("'", "''");
  return `LastDeviceName='${name}',LastDeviceId='${id}'`;
}

function startOf(
  devices: readonly IdentifiedIntune<ManagedDevice>[],
  token: string | undefined,
): number {
  if (token === undefined) return 0;
  const match = /^LastDeviceName='(.*)',LastDeviceId='([^']*)'$/s.exec(token);
  if (match === null) throw badRequest('Invalid skip token.');
  const last = { deviceName: match[1].replaceAll("''", "'"), id: match[2] };
  const index = devices.findIndex((device) => compareByName(device, last) > 0);
  return index === -1 ? devices.length : index;
}
