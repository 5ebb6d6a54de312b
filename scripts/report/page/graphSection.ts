/** The graph of types, and the numbers behind it. */
import type { Aggregate } from '../aggregate';
import { barChart } from '../charts/bars';
import { cardWidth } from '../charts/chart';
import { typeGraphChart } from '../charts/typeGraphChart';
import type { Run } from '../run';
import { plural } from '../text';
import {
  buildDeviceMatrix,
  buildTypeGraph,
  type TypeGraph,
} from '../typeGraph';
import {
  entityTypes,
  familyTitles,
  groupOf,
  relationshipTypes,
  titleOf,
} from '../types';
import { html, type Html } from './html';
import { card, figure, numbersBehind, numericColumn, table } from './parts';

export function graphSection({ counts }: Aggregate, run: Run): Html {
  const graph = buildTypeGraph(
    counts,
    (types) => run.completeness(types) !== 'not collected',
  );
  return card(
    {
      id: 'graph',
      title: 'The graph',
      lead: 'What was collected, and how it is connected. All types of devices are one node.',
      isWide: true,
    },
    figure(typeGraphChart(graph, cardWidth.full), describe(graph), 'large'),
    familyLegend(graph),
    numbersBehind(html`${deviceTable(counts)} ${relationshipTable(counts)}`),
  );
}

export function typesSection({ counts }: Aggregate): Html {
  const rows = entityTypes
    .map((type) => ({ type, count: counts.get(type) ?? 0 }))
    .sort((a, b) => b.count - a.count);
  const bars = rows.map(({ type, count }) => ({
    name: type,
    value: count,
    color: `var(--family-${groupOf(type).family})`,
  }));
  return card(
    {
      id: 'types',
      title: 'Entities by type',
      lead: `${plural(rows.filter(({ count }) => count > 0).length, 'type')} with entities, of ${rows.length}.`,
    },
    figure(
      barChart(bars, cardWidth.half, 218),
      `Entities by type: ${rows.map(({ type, count }) => `${titleOf(type)} ${count}`).join(', ')}`,
    ),
  );
}

function describe({ nodes, edges }: TypeGraph): string {
  const titles = new Map(nodes.map(({ group }) => [group.id, group.title]));
  const sentences = edges.flatMap(({ source, target, classes }) =>
    classes.map(
      ({ name, count }) =>
        `${titles.get(source)} ${name} ${titles.get(target)}: ${count ?? 'not collected'}`,
    ),
  );
  return `The graph of types. ${sentences.join('; ')}.`;
}

function familyLegend({ nodes }: TypeGraph): Html {
  const families = [...new Set(nodes.map(({ group }) => group.family))];
  return html`<ul class="legend" aria-label="Colours">
    ${families.map(
      (family) =>
        html`<li>
          <span class="swatch ${family}" aria-hidden="true"></span
          >${familyTitles[family]}
        </li> `,
    )}
  </ul>`;
}

function deviceTable(counts: Aggregate['counts']): Html {
  const { columns, rows } = buildDeviceMatrix(counts);
  return table(
    'Relationships of devices, by type of device',
    [
      { title: 'Type' },
      numericColumn('Devices'),
      ...columns.map((title) => numericColumn(title)),
    ],
    rows.map(({ type, devices, cells }) => [type, devices, ...cells]),
  );
}

function relationshipTable(counts: Aggregate['counts']): Html {
  return table(
    'All types of relationships',
    [
      { title: 'From' },
      { title: 'Class' },
      { title: 'To' },
      numericColumn('Relationships'),
    ],
    relationshipTypes.map(({ _type, _class, sourceType, targetType }) => [
      sourceType,
      _class,
      targetType,
      counts.get(_type) ?? 0,
    ]),
  );
}
