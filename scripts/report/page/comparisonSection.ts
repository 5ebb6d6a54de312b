/** What changed since an earlier run, and how complete both are. */
import { changeKinds, countChanges } from '../model/changes';
import { leftOutOf, type Missing } from '../model/completeness';
import { tableOf } from '../model/model';
import { formatView } from '../browser/filters';
import type { Run } from '../run';
import { dateTime, number } from '../text';
import { entityTypes, groupOf } from '../types';
import { listed } from './firstScreen';
import { html, type Html } from './html';
import { card, numericHeading, table } from './parts';
import type { Earlier, Report } from './report';

export function comparisonSection(report: Report): Html {
  const { earlier } = report;
  return earlier
    ? card(
        {
          id: 'comparison',
          title: 'What changed',
          lead: html`Since the run of ${dateTime(earlier.run.endedAt)}.`,
          isWide: true,
        },
        isReliable(report.run, earlier.run)
          ? undefined
          : html`<p class="notice">
              At least one of the two runs is incomplete: what seems to have
              appeared, vanished or been solved may only be missing from one of
              them.
            </p>`,
        changeLinks(earlier),
        completenessTable(report, earlier),
        typeTable(earlier),
      )
    : card(
        { id: 'comparison', title: 'What changed', isWide: true },
        html`<p class="lead">
          This report compares with no earlier run.
          <code
            >npm run report -- --with &lt;folder of the earlier run&gt;</code
          >
          does.
        </p>`,
      );
}

function isReliable(...runs: readonly Run[]): boolean {
  return runs.every(({ blindSpots }) => blindSpots.length === 0);
}

function changeLinks({ changes }: Earlier): Html {
  const counts = countChanges(changes);
  return html`<ul class="questions">
    ${changeKinds.map((kind) => {
      const address = formatView({
        table: 'changes',
        search: '',
        filters: new Map([['change', `=${kind}`]]),
      });
      return html`<li>
        <a href="${address}">${kind}</a> <b>${number(counts.get(kind) ?? 0)}</b>
      </li> `;
    })}
  </ul>`;
}

function completenessTable(report: Report, earlier: Earlier): Html {
  const rows = listed.map((id) => {
    const [then, now] = [earlier, report].map(({ model }) =>
      tableOf(model, id),
    );
    const types = entityTypes.filter((type) => groupIn(id, type));
    return [
      now.title,
      then.rows,
      now.rows,
      earlier.run.completeness(types),
      report.run.completeness(types),
    ];
  });
  return table(
    'How complete, then and now',
    [
      { title: 'Table' },
      numericHeading('Rows then'),
      numericHeading('Rows now'),
      { title: 'Then' },
      { title: 'Now' },
    ],
    [
      ...rows,
      [
        'Left out',
        leftOutOf(earlier.missing),
        leftOutOf(report.missing),
        recordText(earlier.missing),
        recordText(report.missing),
      ],
    ],
  );
}

function recordText({ isRecorded }: Missing): string {
  return isRecorded ? 'recorded' : 'not recorded';
}

function groupIn(id: (typeof listed)[number], type: string): boolean {
  const { family, title } = groupOf(type);
  return id === 'users' || id === 'groups'
    ? title.toLowerCase() === id
    : family === id;
}

function typeTable({ entities }: Earlier): Html {
  const types = [...entities.types].sort(([a], [b]) => (a < b ? -1 : 1));
  return html`<details>
    <summary>Show the differences by type</summary>
    ${table(
      'Entities by type',
      [
        { title: 'Type' },
        numericHeading('Then'),
        numericHeading('Now'),
        numericHeading('Same'),
        numericHeading('Changed'),
        numericHeading('Appeared'),
        numericHeading('Disappeared'),
      ],
      types.map(([type, difference]) => [
        type,
        difference.older,
        difference.newer,
        difference.same,
        difference.changed,
        difference.appeared,
        difference.disappeared,
      ]),
    )}
  </details>`;
}
