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
import { firstComplete } from '../sources';
import { ingestionSourceIds } from '../ingestionSources';
import { Oddities } from '../oddities';
import { stepIds } from '../stepIds';
import { toManagedApplicationEntity } from './converter';
import { ManagedApplicationEntity } from './entity';
import { readInstallExport, readInstallReports } from './installs';
import { InstallTable } from './installTable';
import { deviceAssignedApplication } from './relationships';
import {
  installStatusExport,
  installStatusReport,
  managedApplicationsRequest,
} from './request';

async function fetchManagedApplications(context: StepContext): Promise<void> {
  const { graph, jobState } = context;
  const ids = await fetchApplications(context);
  if (ids.length === 0) {
    return;
  }
  const devices = await loadDeviceIndex(jobState);
  const createTable = () => new InstallTable(devices, ids);
  const table = await firstComplete(context, [
    () => readInstallExport(context, ids, createTable),
    () => readInstallReports(graph, ids, createTable()),
  ]);
  await emitInstalls(context, devices, table);
  logOddRows(context, table);
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
      return table
        .onDevice(deviceId)
        .map((id) => createRelationship(definition, deviceId, id));
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
  oddities.count('unknownDevice', table.rowsOfUnknownDevices);
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
    installStatusReport,
    exportDeclaration(installStatusExport),
  ],
  handler: fetchManagedApplications,
});
