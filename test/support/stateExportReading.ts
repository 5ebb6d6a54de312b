/** Reads an export of states of policies before a scripted Intune. */
import type { DeviceCounts } from '../../src/steps/findings/overviews';
import { readStatusExport } from '../../src/steps/findings/stateExports';
import {
  complianceExports,
  complianceReports,
} from '../../src/steps/findings/stateSources';
import { complianceExportName, exportHeader } from './complianceScript';
import type { IntuneScript, ScriptedIntune } from './scriptedIntune';
import { policiesOf, rowsOf, tableOf } from './statusTables';

/** What is asked for unless a test says otherwise. */
export const exportedPolicies = policiesOf('p1', 'p2');

/** Cells of the first devices. */
export function cellsOf(
  policyId: string,
  count: number,
  status = '2',
): string[][] {
  return rowsOf(policyId, count).map(({ deviceId }) => [
    policyId,
    deviceId,
    status,
    '',
  ]);
}

/** The export with these rows. */
export function exporting(
  ...rows: string[][]
): NonNullable<IntuneScript['exports']> {
  return { [complianceExportName]: [exportHeader, ...rows] };
}

/** What is left after the export was read, and the table that it went into. */
export async function readExported(
  intune: ScriptedIntune,
  script: IntuneScript,
  {
    counts = new Map() as DeviceCounts,
    asked = exportedPolicies,
    table = tableOf(asked),
    isPuzzling = (): boolean => false,
  } = {},
) {
  const step = intune.step(script);
  const left = await readStatusExport(
    step.context,
    table,
    {
      exports: complianceExports,
      createTable: () => tableOf(asked),
      sample: complianceReports,
      counts,
    },
    isPuzzling,
  )(asked);
  return { ...step, left, table };
}
