/** The cases of a setting as tests. */
import { appendFileSync } from 'node:fs';
import { expectedGraph } from '../../endToEnd/expectedGraph';
import { graphOf } from '../../endToEnd/graphOf';
import { failedSteps } from '../outcome';
import type { Run } from '../runIntegration';
import { runCase, runWith, type CaseResult } from './runCase';
import {
  readSelection,
  RESULTS_VARIABLE,
  SEED_VARIABLE,
  selectCases,
} from './selection';
import { settings, type SettingName } from './settings';
import { isOfLoss } from './verdict';
import { withSizes } from './whole';

const TEST_TIMEOUT_MS = 60_000;

export function describeCases(name: SettingName): void {
  const setting = settings[name];
  const selection = readSelection(process.env);
  const cases = selectCases(name, selection);
  const title = `${setting.title}: ${cases.length} cases, ${SEED_VARIABLE}=${selection.seed}`;

  describe(title, () => {
    let plain: Run;
    let withoutDetails: Run;

    beforeAll(async () => {
      plain = await runWith(setting, {});
      withoutDetails = await runWith(setting, {
        'advanced details': 'unwanted',
      });
    }, TEST_TIMEOUT_MS);

    test('the probable answers give the graph that follows from the tenant', () => {
      for (const run of [plain, withoutDetails]) {
        expect(failedSteps(run)).toEqual([]);
        expect(run.published.filter(isOfLoss)).toEqual([]);
        const { entities, relationships } = run.graph;
        expect(
          graphOf({
            entities: [...entities],
            relationships: [...relationships],
          }),
        ).toEqual(expectedGraph(setting.tenant));
      }
    });

    test.each(cases.map((each) => [each.name, each] as const))(
      '%s',
      async (_, each) => {
        const isWithout = each.oddities['advanced details'] === 'unwanted';
        const { graph } = isWithout ? withoutDetails : plain;
        const result = await runCase(each, withSizes(graph, setting.tenant));
        keep(result);
        expect(result.complaints).toEqual([]);
      },
      TEST_TIMEOUT_MS,
    );
  });
}

function keep(result: CaseResult): void {
  const file = process.env[RESULTS_VARIABLE];
  if (file) {
    appendFileSync(file, `${JSON.stringify(result)}\n`);
  }
}
