/** What is missing from this run: steps, events, counts of what was left out, and files that do not fit the summary. */
import { describeVerdict } from '../../runs/runSummary';
import { leftOutOf } from '../model/completeness';
import { number, oneLine, plural } from '../text';
import { groupOf } from '../types';
import { html, type Html } from './html';
import { card, numericHeading, table, type Cell } from './parts';
import type { Report } from './report';

const TEXT_CHARACTERS = 1_000;

/** @param leftOutOfPage what the file does not hold, because it would be too large */
export function completenessSection(
  { missing, run, model }: Report,
  leftOutOfPage: readonly string[],
): Html {
  const { leftOut, steps, partialTypes, differing } = missing;
  const events = missing.events.filter(({ count }) => count === undefined);
  return card(
    {
      id: 'completeness',
      title: 'What is missing from this run',
      isWide: true,
    },
    html`<p class="lead">
      ${run.recorded ? describeVerdict(run.recorded) : undefined}
      ${run.succeeded} of ${plural(run.steps.length, 'step')} succeeded.
      ${summaryText(leftOutOf(missing), leftOut.length)}
    </p>`,
    leftOutOfPage.length === 0
      ? undefined
      : html`<p class="notice">
          This file would be larger than 8 MB, so it does not hold
          ${leftOutOfPage.join(' and ')}. The result has them, and so have the
          files of <code>npm run report -- --csv &lt;folder&gt;</code>.
        </p>`,
    steps.length === 0
      ? undefined
      : table(
          'Steps with incomplete results',
          [{ title: 'Step' }, { title: 'What happened' }, { title: 'Touches' }],
          steps.map(({ name, id, reason, types }) => [
            `${name} (${id})`,
            reason,
            [...new Set(types.map((type) => groupOf(type).title))]
              .slice(0, 4)
              .join(', '),
          ]),
        ),
    leftOut.length === 0
      ? undefined
      : table(
          'Left out, or odd',
          [numericHeading('Count'), { title: 'What' }, { title: 'Touches' }],
          leftOut.map(({ count, message, meaning, touches }) => [
            count,
            withMeaning(message, meaning),
            touches,
          ]),
        ),
    events.length === 0
      ? undefined
      : table(
          leftOut.length === 0
            ? 'Events, in the order of the run'
            : 'Other events, in the order of the run',
          [{ title: 'Level' }, { title: 'What' }, { title: 'Touches' }],
          events.map(({ level, message, touches }) => [
            level,
            longText(message),
            touches,
          ]),
        ),
    partialTypes.length === 0
      ? undefined
      : html`<p class="footnote">
          JupiterOne keeps what it has of
          ${plural(partialTypes.length, 'partial type')}:
          ${partialTypes.map((type) => html`<code>${type}</code> `)}
        </p>`,
    differing.length === 0
      ? undefined
      : table(
          'Types whose files do not hold what the summary counts',
          [
            { title: 'Type' },
            numericHeading('In the files'),
            numericHeading('In the summary'),
          ],
          differing,
        ),
    model.loose === 0
      ? undefined
      : html`<p class="footnote">
          ${plural(model.loose, 'relationship')} lead to objects that the result
          does not have; this report leaves them out.
        </p>`,
    html`<p class="footnote">
      docs/troubleshooting.md explains each message and what to do about it.
    </p>`,
  );
}

function summaryText(leftOut: number | undefined, messages: number): Html {
  if (leftOut === undefined) {
    return html`<strong
        >This result does not show what was left out while it was
        collected.</strong
      >
      <code>npm start</code> and <code>npm run demo</code> record it in
      summary.json, under <code>run</code>; the SDK's own commands and older
      versions do not.`;
  }
  return leftOut === 0
    ? html`Nothing that was read was left out.`
    : html`<b>${number(leftOut)}</b> items were left out or odd, for
        ${plural(messages, 'reason')}.`;
}

/** The same kind occurs in several steps, with a message of each. */
function withMeaning(message: string, meaning: string | undefined): Cell {
  return html`${longText(message)}${
    meaning === undefined
      ? undefined
      : html`<br /><span class="meaning">${longText(meaning)}</span>`
  }`;
}

function longText(text: string): Html {
  return html`<bdi>${oneLine(text, TEXT_CHARACTERS)}</bdi>`;
}
