/** What this run could not see: steps with incomplete results, and files that do not fit the summary. */
import type { Aggregate } from '../aggregate';
import type { Run, RunSummary } from '../run';
import { countsOf } from '../run';
import { plural } from '../text';
import { html, type Html } from './html';
import { card, numericColumn, table } from './parts';

export function blindSpotSection(
  { counts }: Aggregate,
  run: Run,
  summary: RunSummary,
): Html {
  const partial = summary.metadata.partialDatasets.types;
  const differing = differences(counts, countsOf(summary));
  return card(
    { id: 'blind-spots', title: 'What this run could not see', isWide: true },
    run.blindSpots.length === 0
      ? html`<p class="allgood">
          Nothing: all ${plural(run.steps.length, 'step')} succeeded. What a
          tenant itself hides (permissions that single extras need, hidden
          memberships) is in the warnings of <code>j1-integration.log</code>.
        </p>`
      : stepTable(run),
    partial.length === 0
      ? undefined
      : html`<p class="footnote">
          JupiterOne keeps what it has of
          ${plural(partial.length, 'partial type')}:
          ${partial.map((type) => html`<code>${type}</code> `)}
        </p>`,
    differing.length === 0
      ? undefined
      : table(
          'Types whose files do not hold what the summary counts',
          [
            { title: 'Type' },
            numericColumn('In the files'),
            numericColumn('In the summary'),
          ],
          differing,
        ),
  );
}

function stepTable({ blindSpots }: Run): Html {
  return table(
    'Steps with incomplete results',
    [{ title: 'Step' }, { title: 'What happened' }, { title: 'Types' }],
    blindSpots.map(({ name, id, reason, types }) => [
      `${name} (${id})`,
      reason,
      firstOf(types),
    ]),
  );
}

function firstOf(types: readonly string[]): Html {
  const SHOWN = 2;
  const rest = types.length - SHOWN;
  const shown = types.slice(0, SHOWN).join(', ');
  return html`${shown}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function differences(
  files: ReadonlyMap<string, number>,
  summary: ReadonlyMap<string, number>,
): (readonly [string, number, number])[] {
  return [...new Set([...files.keys(), ...summary.keys()])]
    .map(
      (type) => [type, files.get(type) ?? 0, summary.get(type) ?? 0] as const,
    )
    .filter(([, inFiles, inSummary]) => inFiles !== inSummary);
}
