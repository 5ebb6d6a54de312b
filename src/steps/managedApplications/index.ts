/** Managed applications of all types, and the devices that they are assigned to. */
import { installStatusExport } from '../exports';
import { exportDeclaration } from '../../graph/exports/exportRequest';
import { createRelationship } from '../../model/relationships';
import { text } from '../../model/values';
import type { StepContext } from '../../run/context';
import { defineStep } from '../../run/defineStep';
import { listedDevices, type ListedDevices } from '../devices/listedDevices';
import { withoutFalseZeros } from '../../run/sources/falseZeros';
import {
  choosePossiblePlan,
  offerPlans,
  prepareWhereScarce,
} from '../../run/sources/plans';
import { completeFrom, type Missed } from '../../run/sources/sources';
import { ingestionSourceIds } from '../../run/ingestionSources';
import { listWhole } from '../../run/listing/listWhole';
import { stepIds } from '../../run/stepIds';
import { webLinksOf } from '../../run/webLinks';
import { toManagedApplicationEntity } from './converter';
import { ManagedApplicationEntity } from './entity';
import {
  readInstallCounts,
  type CountedInstalls,
  type InstallCounts,
} from './installCounts';
import { installReportOf } from './installReports';
import { areManyInstalls, installPlans } from './installPlan';
import { installStateNumbers } from './installState';
import { InstallTable } from './installTable';
import {
  addFewerDevices,
  addMissedApplications,
  addOddRows,
  publishUnreadable,
} from './oddities';
import { deviceAssignedApplication } from './relationships';
import {
  deviceApplicationsRequest,
  installReport,
  installSummaryReport,
  managedApplicationsRequest,
  olderInstallReport,
  unqualifiedInstallReport,
  type ManagedApplicationPayload,
} from './request';

async function fetchManagedApplications(context: StepContext): Promise<void> {
  const counted = await readInstallCounts(context);
  const versions = await fetchApplications(context, counted);
  const ids = [...versions.keys()];
  const devices = await listedDevices.load(context.jobState);
  if (ids.length === 0 || devices.size === 0) {
    return;
  }
  const table = new InstallTable(devices, ids);
  const { missed, counts } = await readInstalls(
    context,
    devices,
    countsOf(ids, counted.counts),
    { ids, table },
  );
  publishUnreadable(
    context,
    await emitInstalls(context, devices, table, versions),
  );
  addOddRows(context, table);
  addMissedApplications(context, missed, ids.length);
  addFewerDevices(context, table, counts, missed);
}

/** From one source after the other, until all applications are complete. */
async function readInstalls(
  context: StepContext,
  devices: ListedDevices,
  counted: InstallCounts,
  {
    ids,
    table,
  }: { readonly ids: readonly string[]; readonly table: InstallTable },
): Promise<{ missed: Missed<string>[]; counts: InstallCounts }> {
  const step = stepIds.managedApplications;
  // Applications that Intune counts no device of are on none.
  const countedWith = (counts: InstallCounts) => ({
    ids,
    assigned: ids.filter((id) => counts.get(id) !== 0),
    counts,
  });
  const plansWith = (counts: InstallCounts, areExportsRefused = false) =>
    installPlans(
      context,
      devices,
      countedWith(counts),
      table,
      areExportsRefused,
    );
  offerPlans(context, step, plansWith(counted));
  await prepareWhereScarce(
    context,
    async () =>
      (await choosePossiblePlan(context, step, plansWith(counted))).needs,
  );
  const counts = await withoutFalseZeros(context, counted, {
    isZero: (count) => count === 0,
    what: 'devices of managed applications',
    reportOf: (id) => installReportOf(installReport, id),
  });
  const areRefused =
    areManyInstalls(countedWith(counts), devices.size) &&
    (await context.graph.areExportsRefused());
  const { sources } = await choosePossiblePlan(
    context,
    step,
    plansWith(counts, areRefused),
  );
  const missed = await completeFrom(countedWith(counts).assigned, sources);
  return { missed, counts };
}

/** The summary has applications that are not listed, too. */
function countsOf(
  ids: readonly string[],
  counts: InstallCounts,
): InstallCounts {
  const listed = new Set(ids);
  return new Map([...counts].filter(([id]) => listed.has(id)));
}

/** The version of each application that was emitted, by its id. */
type Versions = ReadonlyMap<string, string | undefined>;

async function fetchApplications(
  context: StepContext,
  { counts, refusal }: CountedInstalls,
): Promise<Versions> {
  const versions = new Map<string, string | undefined>();
  const links = await webLinksOf(context);
  const ids = await listWhole<ManagedApplicationPayload>(context, {
    what: 'managed applications',
    request: managedApplicationsRequest,
    count: {
      read: (listed) => {
        if (refusal) {
          return Promise.reject(refusal);
        }
        const others = [...counts].filter(
          ([id, installs]) => installs > 0 && !listed.has(id),
        );
        return Promise.resolve(listed.size + others.length);
      },
      allowance: 'outsiders',
    },
    deciding: ['publishingState'],
    take: (applications) => {
      const entities = applications.map((each) =>
        toManagedApplicationEntity(each, links),
      );
      entities.forEach(({ _key, version }) => {
        versions.set(_key, text(version));
      });
      return context.emission.add(entities);
    },
  });
  return new Map(Array.from(ids, (id) => [id, versions.get(id)]));
}

/** @returns how many of them have a state that is not in Microsoft's list */
async function emitInstalls(
  { emission }: StepContext,
  devices: ListedDevices,
  table: InstallTable,
  versions: Versions,
): Promise<number> {
  let unreadable = 0;
  await emission.addEach(devices, ([deviceId, { type }]) => {
    const definition = deviceAssignedApplication.of(type);
    const installs = table.onDevice(deviceId);
    unreadable += installs.filter((each) => each.hasUnreadable).length;
    return installs.map(
      ({ applicationId, state, detail, errorCode, version }) =>
        createRelationship(definition, deviceId, applicationId, {
          installState: state && installStateNumbers[state],
          installStateDetail: detail,
          errorCode,
          installedVersion: version ?? versions.get(applicationId),
        }),
    );
  });
  return unreadable;
}

export const managedApplicationsStep = defineStep({
  id: stepIds.managedApplications,
  name: 'Fetch managed applications',
  entities: [ManagedApplicationEntity],
  relationships: deviceAssignedApplication.all,
  dependsOn: [stepIds.managedDevices],
  ingestionSourceId: ingestionSourceIds.applications,
  requiresIntune: true,
  datasets: [
    {
      what: 'managed applications',
      proof: 'second source',
      how: 'the summary report counts devices of applications; of all applications that the list or these counts have, the list has to have half, because Intune goes on counting some that are no longer assigned',
      requests: [managedApplicationsRequest, installSummaryReport],
    },
    {
      what: 'devices that they are assigned to',
      proof: 'checksum',
      how: 'the summary report counts the devices of each application, and a report counts its rows',
      requests: [
        installReport,
        unqualifiedInstallReport,
        olderInstallReport,
        deviceApplicationsRequest,
        exportDeclaration(installStatusExport),
      ],
    },
  ],
  handler: fetchManagedApplications,
});
