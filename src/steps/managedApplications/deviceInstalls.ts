/**
 * Where applications are assigned, device by device: many small requests on a
 * large quota, where reports are few rows a request on a small one.
 */
import { isNotFound } from '../../graph/errors';
import { forParameters } from '../../graph/request';
import { readId } from '../../model/keys';
import { present } from '../../model/values';
import type { StepContext } from '../context';
import type { DeviceIndex, IndexedDevice } from '../devices/deviceIndex';
import { allUnfinished, givesWay, isShort, type ReadItems } from '../sources';
import type { InstallCounts } from './installCounts';
import { readInstallState } from './installState';
import type { InstallTable } from './installTable';
import { deviceApplicationsRequest } from './request';

/** Stands for the device itself: what is assigned to users is not applicable to it. */
const NO_USER = '00000000-0000-0000-0000-000000000000';

/** From so many requests a second: 100 reports in 20 seconds, 2,000 requests in 20 seconds. */
const REPORT_PAGES_A_SECOND = 5;
const DEVICE_REQUESTS_A_SECOND = 100;

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
  const [readings, requestsADevice] = areExportsRefused ? [2, 3] : [1, 2];
  return (
    (readings * reportPages) / REPORT_PAGES_A_SECOND >
    (requestsADevice * deviceCount) / DEVICE_REQUESTS_A_SECOND
  );
}

/**
 * Reads all devices, for themselves and for their owners, and completes the
 * applications that are on as many as Intune counts. It has no rows of other
 * users of a device, so it proves nothing of applications that are not counted.
 */
export function readDeviceInstalls(
  { graph }: StepContext,
  devices: DeviceIndex,
  counts: InstallCounts,
  table: InstallTable,
): ReadItems<string> {
  return async (applicationIds) => {
    const wanted = new Set(applicationIds);
    const found = new Map<string, Set<string>>(
      applicationIds.map((id) => [id, new Set()]),
    );
    let failure: Error | undefined;
    const items = contexts(devices, () => failure !== undefined);
    const results = graph.getMany(items, givesWay);
    for await (const result of results) {
      if ('failure' in result) {
        failure = isNotFound(result.failure) ? failure : result.failure;
        continue;
      }
      const { mobileAppList: list } = result.payload;
      const applications = Array.isArray(list) ? present(list) : [];
      for (const { applicationId, installState } of applications) {
        const id = readId(applicationId) ?? '';
        if (wanted.has(id)) {
          found.get(id)?.add(result.source);
          table.add({
            applicationId: id,
            deviceId: result.source,
            state: readInstallState(installState),
          });
        }
      }
    }
    if (failure) {
      return allUnfinished(applicationIds, failure.message);
    }
    return applicationIds.flatMap((item) => {
      const received = found.get(item)?.size ?? 0;
      const counted = counts.get(item);
      return counted === undefined || isShort(received, counted)
        ? [
            {
              item,
              cause: `${received} devices name it, and Intune counts ${counted ?? 'none'}`,
            },
          ]
        : [];
    });
  };
}

/** @param isFailed whether what was asked completes nothing anyway: then nothing more is asked */
function* contexts(
  devices: Iterable<[string, IndexedDevice]>,
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
