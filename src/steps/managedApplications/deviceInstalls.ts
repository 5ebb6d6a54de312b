/**
 * Where applications are assigned, device by device: many small requests on a
 * large quota, where reports are few rows a request on a small one.
 */
import {
  isForbidden,
  isNotFound,
  isUnknownSegment,
} from '../../graph/errors/errors';
import { forParameters } from '../../graph/request';
import { readId } from '../../model/keys';
import { present } from '../../model/values';
import { isShort } from '../../run/leftOut/allowances';
import type { StepContext } from '../../run/context';
import type { ListedDevices, ListedDevice } from '../devices/listedDevices';
import {
  allUnfinished,
  allowsAnotherSource,
  type ReadItems,
} from '../../run/sources/sources';
import type { InstallCounts } from './installCounts';
import type { InstallTable } from './installTable';
import { deviceApplicationsRequest, NO_USER } from './request';

/** From so many requests a second: 100 reports in 20 seconds, 2,000 requests in 20 seconds. */
const REPORT_PAGES_A_SECOND = 5;
const DEVICE_REQUESTS_A_SECOND = 100;

/** One for the device itself, one for its owner. */
const REQUESTS_A_DEVICE = 2;

/**
 * Whether two requests for each device end earlier than one page of rows after
 * the other.
 *
 * Without exports both quotas have other work: each device is asked for the
 * applications detected on it, and the findings need reports, nobody knows yet how
 * many. When they need many, the run ends with them, and each page that is read
 * here delays that end. When they need none, the run ends with the slower of two
 * ways by mistake. So reports count twice: whichever is taken, the run does not
 * lose more than the time that the reports of installations take.
 */
export function areDevicesFaster(
  reportPages: number,
  deviceCount: number,
  areExportsRefused: boolean,
): boolean {
  const [readings, requestsADevice] = areExportsRefused
    ? [2, REQUESTS_A_DEVICE + 1]
    : [1, REQUESTS_A_DEVICE];
  return (
    (readings * reportPages) / REPORT_PAGES_A_SECOND >
    (requestsADevice * deviceCount) / DEVICE_REQUESTS_A_SECOND
  );
}

/** So many devices refused: then it is no matter of the device. */
const MOST_FAILURES = 20;

/**
 * Reads all devices, for themselves and for their owners, and completes the
 * applications that are on as many as Intune counts. It has no rows of other
 * users of a device, so it proves nothing of applications that are not counted.
 * A device that fails is as good as not asked: what else was said of it proves nothing.
 */
export function readDeviceInstalls(
  { graph }: StepContext,
  devices: ListedDevices,
  counts: InstallCounts,
  table: InstallTable,
): ReadItems<string> {
  return async (applicationIds) => {
    const wanted = new Set(applicationIds);
    const found = new Map<string, Set<string>>(
      applicationIds.map((id) => [id, new Set()]),
    );
    const failures = new Map<string, Error>();
    let refusal: Error | undefined;
    const items = contexts(devices, () => refusal !== undefined);
    const results = graph.getMany(items, allowsAnotherSource);
    for await (const result of results) {
      if ('failure' in result) {
        const { failure, source } = result;
        if (!isNotFound(failure)) {
          failures.set(source, failure);
          const isOfAll =
            isForbidden(failure) ||
            isUnknownSegment(failure) ||
            failures.size >= MOST_FAILURES;
          refusal ??= isOfAll ? failure : undefined;
        }
        continue;
      }
      const { mobileAppList: list } = result.payload;
      const applications = Array.isArray(list) ? present(list) : [];
      for (const application of applications) {
        const { applicationId, installState, displayVersion } = application;
        const id = readId(applicationId) ?? '';
        if (wanted.has(id)) {
          found.get(id)?.add(result.source);
          table.add({
            applicationId: id,
            deviceId: result.source,
            state: installState,
            version: displayVersion,
          });
        }
      }
    }
    if (refusal) {
      return allUnfinished(applicationIds, refusal.message, 'refused');
    }
    const nothing = failures.size === 0 ? 'nothing' : 'refused';
    const said = Array.from(
      failures,
      ([device, { message }]) => `, and device ${device}: ${message}`,
    ).join('');
    return applicationIds.flatMap((item) => {
      const named = [...(found.get(item) ?? [])];
      const received = named.filter((id) => !failures.has(id)).length;
      const counted = counts.get(item);
      const isWhole =
        counted !== undefined &&
        (failures.size === 0
          ? !isShort(received, counted)
          : received >= counted);
      return isWhole
        ? []
        : [
            {
              item,
              cause: `${received} devices name it, and Intune counts ${counted ?? 'none'}${said}`,
              why: named.length === 0 ? nothing : undefined,
            },
          ];
    });
  };
}

/** @param isFailed whether what was asked completes nothing anyway: then nothing more is asked */
function* contexts(
  devices: Iterable<[string, ListedDevice]>,
  isFailed: () => boolean,
) {
  for (const [device, { ownerId }] of devices) {
    if (isFailed()) {
      return;
    }
    for (const user of [NO_USER, ...(ownerId ? [ownerId] : [])]) {
      yield {
        source: device,
        request: forParameters(deviceApplicationsRequest, { user, device }),
      };
    }
  }
}
