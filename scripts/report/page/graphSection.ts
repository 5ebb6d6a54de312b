/** The graph of types, and the numbers behind it. */
import type { Model } from '../model/model';
import type { Run } from '../run';
import { number } from '../text';
import {
  buildDeviceMatrix,
  buildTypeGraph,
  sumOf,
  type TypeGraph,
} from '../typeGraph';
import { entityTypes, relationshipTypes } from '../types';
import { html, type Html } from './html';
import { card, numericHeading, table } from './parts';
import { typeGraphChart } from './typeGraphChart';

type Counts = Model['counts'];

export function graphSection({ counts }: Model, run: Run): Html {
  const graph = buildTypeGraph(
    counts,
    (types) => run.completeness(types) !== 'not collected',
  );
  const relationships = relationshipTypes.map(({ _type }) => _type);
  return card(
    {
      id: 'graph',
      title: 'What was collected',
      lead: html`<b>${number(sumOf(entityTypes, counts))}</b> entities and
        <b>${number(sumOf(relationships, counts))}</b> relationships. All types
        of devices are one node.`,
      isWide: true,
    },
    typeGraphChart(graph, describe(graph)),
    html`<details>
      <summary>Show the numbers</summary>
      ${entityTable(counts)} ${deviceTable(counts)} ${relationshipTable(counts)}
    </details>`,
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

function entityTable(counts: Counts): Html {
  return table(
    'Entities by type',
    [{ title: 'Type' }, numericHeading('Entities')],
    entityTypes.map((type) => [type, counts.get(type) ?? 0]),
  );
}

function deviceTable(counts: Counts): Html {
  const { columns, rows } = buildDeviceMatrix(counts);
  return table(
    'Relationships of devices, by type of device',
    [
      { title: 'Type' },
      numericHeading('Devices'),
      ...columns.map((title) => numericHeading(title)),
    ],
    rows.map(({ type, devices, cells }) => [type, devices, ...cells]),
  );
}

function relationshipTable(counts: Counts): Html {
  return table(
    'Relationships by type',
    [
      { title: 'From' },
      { title: 'Class' },
      { title: 'To' },
      numericHeading('Relationships'),
    ],
    relationshipTypes.map(({ _type, _class, sourceType, targetType }) => [
      sourceType,
      _class,
      targetType,
      counts.get(_type) ?? 0,
    ]),
  );
}
