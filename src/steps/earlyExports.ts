/** Exports take about a minute, most of it waiting: they are asked for while devices are still being listed. */
import {
  inventoryExport,
  complianceExport,
  configurationExport,
  installStatusExport,
} from './exports';
import type { ExportRequest } from '../graph/exports/exportRequest';
import type { StepContext } from '../run/context';
import {
  ingestionSourceIds,
  type IngestionSourceId,
} from '../run/ingestionSources';
import {
  MANY_DEVICES,
  MANY_DEVICES_FOR_APPLICATIONS,
  MANY_DEVICES_FOR_LISTS,
} from '../run/thresholds';

interface EarlyExport {
  readonly request: ExportRequest<string>;
  /** Nothing wants the export when this source is switched off. */
  readonly ingestionSourceId: IngestionSourceId;
  /** Below this many devices another source is used. */
  readonly moreDevicesThan: number;
  /** The same where details of devices are read; default: the same number. */
  readonly withDetails?: number;
}

export const earlyExports: readonly EarlyExport[] = [
  {
    request: inventoryExport,
    ingestionSourceId: ingestionSourceIds.applications,
    moreDevicesThan: MANY_DEVICES_FOR_APPLICATIONS,
  },
  {
    request: installStatusExport,
    ingestionSourceId: ingestionSourceIds.applications,
    moreDevicesThan: MANY_DEVICES_FOR_APPLICATIONS,
  },
  {
    request: complianceExport,
    ingestionSourceId: ingestionSourceIds.compliancePolicies,
    moreDevicesThan: MANY_DEVICES_FOR_LISTS,
    // Policies of the Settings Catalog need it. Otherwise it would be posted after all details: 2,000 of them take 20 seconds.
    withDetails: MANY_DEVICES,
  },
  {
    request: configurationExport,
    ingestionSourceId: ingestionSourceIds.deviceConfigurations,
    moreDevicesThan: MANY_DEVICES,
  },
];

/** Those that are posted for so many devices, in the order of `earlyExports`. */
export function postedEarly(
  deviceCount: number,
  readsDetails: boolean,
): readonly EarlyExport[] {
  return earlyExports.filter(({ moreDevicesThan, withDetails }) => {
    const ofDetails = withDetails ?? moreDevicesThan;
    return deviceCount > (readsDetails ? ofDetails : moreDevicesThan);
  });
}

/** Called whenever more is known of the number of devices; asks for each export once. */
export function prepareExports(
  { graph, instance }: StepContext,
  deviceCount: number,
): void {
  const disabled = new Set(
    instance.disabledSources?.map((source) => source.ingestionSourceId),
  );
  const { includeAdvancedDeviceDetails = false } = instance.config;
  const posted = postedEarly(deviceCount, includeAdvancedDeviceDetails);
  for (const { ingestionSourceId, request } of posted) {
    if (!disabled.has(ingestionSourceId)) {
      void graph.prepareExport(request);
    }
  }
}
