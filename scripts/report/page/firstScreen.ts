/** The head of the page: which tenant, when, how complete, and the numbers that everybody asks for. */
import { formatDuration } from '../../collect/numbers';
import { verdictTitles } from '../../runs/runSummary';
import { leftOutOf, type Missing } from '../model/completeness';
import type { Answer } from '../model/answers';
import { tableOf } from '../model/model';
import type { Table, TableId } from '../model/table';
import type { Run } from '../run';
import { dateTime, number, oneLine, percent, plural } from '../text';
import { html, type Html } from './html';
import { name, noticeText } from './parts';
import type { Report } from './report';

/** Each has a page of its own. */
export const listed = [
  'devices',
  'users',
  'groups',
  'findings',
  'policies',
  'applications',
] as const satisfies readonly TableId[];

export function header({ model, run, missing, isRedacted }: Report): Html {
  const { account } = model;
  const facts = [
    account?.domain,
    account?.tenantId ? `tenant ${account.tenantId}` : undefined,
    `collected ${dateTime(run.endedAt)}, in ${formatDuration(run.duration / 1_000)}`,
    run.recorded ? `run ${run.recorded.id}` : undefined,
    isRedacted ? 'names are pseudonyms' : undefined,
  ].flatMap((fact) => fact ?? []);
  const isGood =
    run.verdict === 'complete' &&
    run.blindSpots.length === 0 &&
    leftOutOf(missing) === 0 &&
    warningsOf(missing) === 0;
  return html`<header>
    <div>
      <p class="eyebrow">Microsoft 365: devices, people and policies</p>
      <h1>${name(account?.name ?? 'Unknown tenant', 120)}</h1>
      <p class="facts">
        ${facts.map((fact) => html`<span>${oneLine(fact)}</span> `)}
      </p>
    </div>
    <a class="badge ${isGood ? 'good' : 'bad'}" href="#completeness"
      >${verdict(run, missing)}</a
    >
  </header> `;
}

/** Events that tell of something missing, and have no number. */
function warningsOf({ events }: Missing): number {
  return events.filter(
    ({ level, count }) => level === 'warning' && count === undefined,
  ).length;
}

/** In a few words; never "complete" where nobody knows. */
function verdict(run: Run, missing: Missing): string {
  const steps = `${run.succeeded} of ${plural(run.steps.length, 'step')} succeeded`;
  const leftOut = leftOutOf(missing);
  if (leftOut === undefined) {
    return `${steps}; what they left out is not recorded`;
  }
  const warnings = warningsOf(missing);
  return [
    `${verdictTitles[run.verdict]}: ${steps}`,
    ...(leftOut > 0 ? [`${number(leftOut)} left out or odd`] : []),
    ...(warnings > 0 ? [plural(warnings, 'other warning')] : []),
    ...(run.verdict === 'complete' && leftOut + warnings === 0
      ? ['nothing was left out']
      : []),
  ].join('; ');
}

export function navigation({ model, earlier }: Report): Html {
  const tables: Table[] = [
    ...listed.map((id) => tableOf(model, id)),
    ...(earlier ? [earlier.changes] : []),
  ];
  return html`<nav aria-label="Pages">
    <a href="#overview">Overview</a>
    ${tables.map(
      ({ id, title, rows }) =>
        html`<a href="#${id}"
          >${id === 'policies' ? 'Policies' : title}
          <span class="rows">${number(rows)}</span></a
        > `,
    )}
    <a href="#completeness">What is missing</a>
  </nav>`;
}

export function headlines({ answers, run, missing, model }: Report): Html {
  return html`<section id="overview" aria-labelledby="overview-title">
    <h2 id="overview-title" class="hidden">The first look</h2>
    <ul class="headlines">
      ${answers
        .filter(({ question }) => question.isHeadline)
        .map((answer) =>
          headline(answer, tableOf(model, answer.question.table)),
        )}
      ${missingHeadline(run, missing)}
    </ul>
  </section>`;
}

function headline(answer: Answer, table: Table): Html {
  const { question, address, rows, completeness } = answer;
  const isKnown = isAnswered(answer);
  const tone = !isKnown ? 'open' : rows.length > 0 ? 'act' : 'fine';
  return html`<li>
    <a
      class="headline ${tone}"
      href="${address}"
      data-question="${question.id}"
    >
      <span class="title">${question.title}</span>
      <b class="count">${isKnown ? number(rows.length) : '–'}</b>
      <span class="detail">${detailOf(answer, table)}</span>
      ${
        completeness === 'incomplete'
          ? html`<span class="detail warning">incomplete</span>`
          : undefined
      }
    </a>
  </li> `;
}

/** Not where the run did not look, nor where the tenant told nothing. */
export function isAnswered({ completeness, unknown, total }: Answer): boolean {
  return completeness !== 'not collected' && (total === 0 || unknown < total);
}

function detailOf(answer: Answer, { singular }: Table): string {
  const { rows, unknown, total, completeness, question } = answer;
  const all = plural(total, question.among?.singular ?? singular);
  if (completeness === 'not collected') {
    return 'not collected';
  }
  if (!isAnswered(answer)) {
    return `not known of any of ${all}`;
  }
  const share = `${percent(rows.length, total)} of ${all}`;
  return unknown > 0 ? `${share}; ${number(unknown)} not known` : share;
}

function missingHeadline(run: Run, missing: Missing): Html {
  const leftOut = leftOutOf(missing);
  const failed = run.blindSpots.length;
  const tone =
    failed > 0
      ? 'act'
      : leftOut === undefined
        ? 'open'
        : leftOut + warningsOf(missing) > 0
          ? 'act'
          : 'fine';
  return html`<li>
    <a class="headline ${tone}" href="#completeness" data-question="missing">
      <span class="title">Left out or odd</span>
      <b class="count">${leftOut === undefined ? '?' : number(leftOut)}</b>
      <span class="detail"
        >${leftOut === undefined ? 'not recorded; ' : ''}${run.succeeded} of
        ${plural(run.steps.length, 'step')} succeeded</span
      >
    </a>
  </li> `;
}

export function moreQuestions({ answers, earlier }: Report): Html {
  const others = answers.filter(({ question }) => !question.isHeadline);
  return html`<section class="card wide" aria-labelledby="questions-title">
    <h2 id="questions-title">Questions</h2>
    <ul class="questions">
      ${others.map(
        (answer) =>
          html`<li>
            <a href="${answer.address}" data-question="${answer.question.id}"
              >${answer.question.title}</a
            >
            <b>${isAnswered(answer) ? number(answer.rows.length) : '–'}</b>
            ${
              noticeText(answer.completeness) === undefined
                ? undefined
                : html`<span class="warning">${answer.completeness}</span>`
            }
          </li> `,
      )}
      <li>
        <a
          href="${earlier ? '#changes' : '#comparison'}"
          data-question="changes"
          >What changed since an earlier run?</a
        >
        <b>${earlier ? number(earlier.changes.rows) : '–'}</b>
      </li>
      <li>
        <a href="#completeness" data-question="completeness"
          >Is this complete?</a
        >
      </li>
    </ul>
  </section>`;
}
