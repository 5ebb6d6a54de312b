/** Managed applications of all types, and the devices that they are assigned to. */
import { exportDeclaration } from '../../graph/exports/exportRequest';
import { identified } from '../../model/keys';
import { Additions } from '../../model/additions';
import { inParts } from '../../model/inParts';
import { addNewEntities } from '../../model/newObjects';
import { createRelationship } from '../../model/relationships';
import type { StepContext } from '../context';
import { defineStep } from '../defineStep';
import { loadDeviceIndex, type DeviceIndex } from '../devices/deviceIndex';
import {
  MANY_DEVICES_FOR_APPLICATIONS,
  MANY_REPORT_PAGES,
  ROWS_A_REPORT_PAGE,
} from '../limits';
import { completeFrom, type Missed, type Source } from '../sources';
import { ingestionSourceIds } from '../ingestionSources';
import { Oddities } from '../oddities';
import { stepIds } from '../stepIds';
import { toManagedApplicationEntity } from './converter';
import { areDevicesFaster, readDeviceInstalls } from './deviceInstalls';
import { ManagedApplicationEntity } from './entity';
import { readInstallCounts } from './installCounts';
import { readInstallExport } from './installExport';
import { readInstallReports } from './installReports';
import { InstallTable } from './installTable';
import { deviceAssignedApplication } from './relationships';
import {
  deviceApplicationsRequest,
  installReport,
  installStatusExport,
  installSummaryReport,
  managedApplicationsRequest,
  olderInstallReport,
} from './request';

async function fetchManagedApplications(context: StepContext): Promise<void> {
  const ids = await fetchApplications(context);
  const devices = await loadDeviceIndex(context.jobState);
  if (ids.length === 0 || devices.size === 0) {
    return;
  }
  const table = new InstallTable(devices, ids);
  const missed = await readInstalls(context, devices, ids, table);
  await emitInstalls(context, devices, table);
  logOddRows(context, table);
  context.missing.add({
    count: missed.length,
    what: 'managed applications whose devices are missing',
    causes: missed.flatMap(({ causes }) => causes),
  });
}

/** Intune's counts say which applications are on no device, and which source is the cheaper one. */
async function readInstalls(
  context: StepContext,
  devices: DeviceIndex,
  ids: readonly string[],
  table: InstallTable,
): Promise<Missed<string>[]> {
  const counts = await readInstallCounts(context);
  const assigned = ids.filter((id) => counts.get(id) !== 0);
  const pages = assigned.reduce(
    (sum, id) =>
      sum + Math.ceil((counts.get(id) ?? devices.size) / ROWS_A_REPORT_PAGE),
    0,
  );
  const fromExport: Source<string> = {
    read: readInstallExport(
      context,
      table,
      counts,
      () => new InstallTable(devices, ids),
    ),
  };
  const fromDevices: Source<string> = {
    suits: (id) => counts.has(id),
    read: readDeviceInstalls(context, devices, counts, table),
  };
  const fromReports = [installReport, olderInstallReport].map((report) => ({
    read: readInstallReports(context, table, counts, report),
  }));
  const isLong = pages > MANY_REPORT_PAGES;
  if (!isLong && devices.size <= MANY_DEVICES_FOR_APPLICATIONS) {
    return completeFrom(assigned, [...fromReports, fromExport, fromDevices]);
  }
  const areExportsRefused = await context.graph.areExportsRefused();
  // Reports know the states of all users of a device: where they are quick, they come first.
  return completeFrom(
    assigned,
    isLong && areDevicesFaster(pages, devices.size, areExportsRefused)
      ? [fromExport, fromDevices, ...fromReports]
      : [fromExport, ...fromReports, fromDevices],
  );
}

async function fetchApplications(context: StepContext): Promise<string[]> {
  const { graph, jobState } = context;
  const oddities = new Oddities({
    withoutId: 'Managed applications without an id were left out',
    repeated: 'Managed applications that were listed again were left out',
  });
  const ids = new Set<string>();
  for await (const page of graph.list(managedApplicationsRequest)) {
    const applications = identified(page);
    oddities.count('withoutId', page.length - applications.length);
    const entities = applications.map(toManagedApplicationEntity);
    const added = await addNewEntities(jobState, entities);
    oddities.count('repeated', entities.length - added.length);
    applications.forEach(({ id }) => ids.add(id));
  }
  oddities.log(context);
  return [...ids];
}

/** Devices that are emitted before answers that arrive have their turn. */
const DEVICES_AT_ONCE = 50;

async function emitInstalls(
  { graph, jobState }: StepContext,
  devices: DeviceIndex,
  table: InstallTable,
): Promise<void> {
  const additions = new Additions(jobState);
  for (const part of inParts(devices, DEVICES_AT_ONCE)) {
    const relationships = part.flatMap(([deviceId, { type }]) => {
      const definition = deviceAssignedApplication.of(type);
      return table.onDevice(deviceId).map(({ applicationId, state }) =>
        createRelationship(definition, deviceId, applicationId, {
          installState: state,
        }),
      );
    });
    await additions.add([], relationships);
    await graph.giveWay();
  }
  await additions.flush();
}

function logOddRows(context: StepContext, table: InstallTable): void {
  const oddities = new Oddities({
    unknownDevice: 'Installations on devices that are not listed were left out',
    unknownApplication:
      'Installations of applications that are not listed were left out',
  });
  oddities.count('unknownDevice', table.onUnknownDevices);
  oddities.count('unknownApplication', table.rowsOfUnknownApplications);
  oddities.log(context);
}

export const managedApplicationsStep = defineStep({
  id: stepIds.managedApplications,
  name: 'Fetch managed applications',
  entities: [ManagedApplicationEntity],
  relationships: deviceAssignedApplication.all,
  dependsOn: [stepIds.managedDevices],
  ingestionSourceId: ingestionSourceIds.applications,
  requiresIntune: true,
  requests: [
    managedApplicationsRequest,
    installSummaryReport,
    installReport,
    olderInstallReport,
    deviceApplicationsRequest,
    exportDeclaration(installStatusExport),
  ],
  handler: fetchManagedApplications,
});
