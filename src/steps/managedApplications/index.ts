/** Managed applications of all types, and the devices that they are assigned to. */
import type { ExplicitRelationship } from '@jupiterone/integration-sdk-core';
import { exportDeclaration } from '../../graph/exports/exportRequest';
import { isIdentified } from '../../model/keys';
import { Additions } from '../../model/additions';
import { addNewEntities } from '../../model/newObjects';
import { createRelationship } from '../../model/relationships';
import { SeenPairs } from '../../model/seenPairs';
import type { StepContext } from '../context';
import { defineStep } from '../defineStep';
import { loadDeviceIndex, type DeviceIndex } from '../devices/deviceIndex';
import { firstComplete } from '../sources';
import { ingestionSourceIds } from '../ingestionSources';
import { Oddities } from '../oddities';
import { stepIds } from '../stepIds';
import { toManagedApplicationEntity } from './converter';
import { ManagedApplicationEntity } from './entity';
import {
  readInstallExport,
  readInstallReports,
  type InstallRow,
  type TakeInstalls,
} from './installs';
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
  const oddities = createOddities();
  const additions = new Additions(jobState);
  const devices = await loadDeviceIndex(jobState);
  const toRelationships = installReader(devices, ids, oddities);
  const take: TakeInstalls = (rows) => additions.add([], toRelationships(rows));
  await firstComplete(context, [
    () => readInstallExport(context, ids, take),
    () => readInstallReports(graph, ids, take),
  ]);
  await additions.flush();
  oddities.log(context);
}

async function fetchApplications(context: StepContext): Promise<string[]> {
  const { graph, jobState } = context;
  const oddities = new Oddities({
    withoutId: 'Managed applications without an id were left out',
    repeated: 'Managed applications that were listed again were left out',
  });
  const ids = new Set<string>();
  for await (const page of graph.list(managedApplicationsRequest)) {
    const applications = page.filter(isIdentified);
    oddities.count('withoutId', page.length - applications.length);
    const entities = applications.map(toManagedApplicationEntity);
    const added = await addNewEntities(jobState, entities);
    oddities.count('repeated', entities.length - added.length);
    applications.forEach(({ id }) => ids.add(id));
  }
  oddities.log(context);
  return [...ids];
}

type InstallOddity = 'unknownDevice' | 'unknownApplication';

const createOddities = () =>
  new Oddities<InstallOddity>({
    unknownDevice: 'Installations on devices that are not listed were left out',
    unknownApplication:
      'Installations of applications that are not listed were left out',
  });

/** One relationship for each pair; it comes once for each user of the device, and from both sources. */
function installReader(
  devices: DeviceIndex,
  applicationIds: readonly string[],
  oddities: Oddities<InstallOddity>,
): (rows: readonly InstallRow[]) => ExplicitRelationship[] {
  const numbers = new Map(applicationIds.map((id, index) => [id, index]));
  const seen = new SeenPairs();
  return (rows) => {
    const relationships: ExplicitRelationship[] = [];
    for (const { ApplicationId, DeviceId } of rows) {
      const number = numbers.get(ApplicationId);
      const device = devices.get(DeviceId);
      if (number === undefined || !device) {
        oddities.count(
          number === undefined ? 'unknownApplication' : 'unknownDevice',
        );
      } else if (seen.add(DeviceId, number)) {
        const definition = deviceAssignedApplication.of(device.type);
        relationships.push(
          createRelationship(definition, DeviceId, ApplicationId),
        );
      }
    }
    return relationships;
  };
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
