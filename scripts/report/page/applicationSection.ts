/** Which detected applications are on most devices. */
import type { Aggregate } from '../aggregate';
import { barChart } from '../charts/bars';
import { cardWidth } from '../charts/chart';
import type { Run } from '../run';
import { number, percent, plural } from '../text';
import { sumOf } from '../typeGraph';
import { groups } from '../types';
import type { Html } from './html';
import {
  card,
  empty,
  figure,
  inWords,
  numbersBehind,
  numericColumn,
  table,
} from './parts';

export function applicationSection(aggregate: Aggregate, run: Run): Html {
  const { applications, counts, devices } = aggregate;
  const { types } = groups.detectedApplications;
  const rows = applications.map((app) => [app.name, app.devices] as const);
  return card(
    {
      id: 'applications',
      title: 'Top detected applications',
      lead:
        rows.length === 0
          ? undefined
          : `By devices that have them, of ${plural(sumOf(types, counts), 'application')}.`,
      completeness: run.completeness([...types, ...groups.devices.types]),
    },
    rows.length === 0
      ? empty('No applications in this run.')
      : figure(
          barChart(
            rows.map(([name, value]) => ({
              name,
              value,
              color: 'var(--family-applications)',
              label: `${number(value)}  ·  ${percent(value, devices.total)}`,
            })),
            cardWidth.half,
            210,
          ),
          `Applications by devices: ${inWords(rows)}`,
        ),
    rows.length === 0
      ? undefined
      : numbersBehind(
          table(
            'Applications by devices',
            [{ title: 'Application' }, numericColumn('Devices')],
            rows,
          ),
        ),
  );
}
