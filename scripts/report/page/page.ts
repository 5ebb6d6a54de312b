/** The whole report as one HTML file that loads nothing and runs nothing but its own script. */
import { createHash } from 'node:crypto';
import { dateTime, oneLine } from '../text';
import { comparisonSection } from './comparisonSection';
import { completenessSection } from './completenessSection';
import { dataElements, type PageData } from './data';
import { header, headlines, moreQuestions, navigation } from './firstScreen';
import { graphSection } from './graphSection';
import { html, toMarkup, trusted, type Html } from './html';
import { staticLists } from './lists';
import { ageSection, policySection, systemSection } from './overview';
import type { Report } from './report';

/** Of our own making, or of a library: their hashes are all that the page's policy allows. */
export interface PageAssets {
  readonly styleSheet: string;
  readonly script: string;
}

/** Before anything is drawn: the static lists are for browsers that run no script. */
const FIRST_SCRIPT = "document.documentElement.classList.add('js');";

export function renderPage(
  report: Report,
  data: PageData,
  assets: PageAssets,
): string {
  const { model, run } = report;
  const tenant = oneLine(model.account?.name ?? 'Unknown tenant');
  const styleSheet = `${assets.styleSheet}\n${paperStyle(run.recorded?.id, run.endedAt)}`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="${securityPolicy(styleSheet, [FIRST_SCRIPT, assets.script])}"
        />
        <meta name="referrer" content="no-referrer" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${tenant}: Microsoft 365 report, ${dateTime(run.endedAt)}</title>
        ${element('script', FIRST_SCRIPT)} ${element('style', styleSheet)}
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        ${header(report)} ${navigation(report)}
        <main id="content" tabindex="-1">
          <div id="page">
            ${headlines(report)}
            <div class="grid">
              ${moreQuestions(report)} ${policySection(report)}
              ${systemSection(report)} ${ageSection(report)}
              ${completenessSection(report, data.leftOut)}
              ${comparisonSection(report)} ${graphSection(model, run)}
            </div>
            ${staticLists(report)}
          </div>
          <div id="app" hidden></div>
          <p id="trouble" class="notice" hidden></p>
        </main>
        <footer>
          Made by <code>npm run report</code>.
          ${
            report.isRedacted
              ? 'Names, addresses and serial numbers are pseudonyms.'
              : 'It names people and devices: handle it like the data of the tenant.'
          }
        </footer>
        ${[...data.blocks].map(([id, text]) => dataElements(id, text))}
        ${element('script', assets.script)}
      </body>
    </html> `;
  return toMarkup(page);
}

/** @throws when the content would end its element */
function element(name: 'style' | 'script', content: string): Html {
  if (/<\/(?:style|script)|<!--/i.test(content)) {
    throw new TypeError(`The ${name} of the report holds markup`);
  }
  return trusted(`<${name}>${content}</${name}>`);
}

/** https://developer.mozilla.org/docs/Web/HTTP/Guides/CSP: nothing but our style sheet and our scripts, by their hashes. */
function securityPolicy(
  styleSheet: string,
  scripts: readonly string[],
): string {
  const hashes = scripts.map((script) => `'${hashOf(script)}'`).join(' ');
  return `default-src 'none'; style-src '${hashOf(styleSheet)}'; script-src ${hashes}; base-uri 'none'; form-action 'none'`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** On each sheet of paper: which run it is of, and when that was. */
function paperStyle(runId: string | undefined, endedAt: number): string {
  const id = runId?.replace(/[^\w.:-]/g, '').slice(0, 64);
  const run = id ? `Run ${id}, ` : 'Run of ';
  return `@page { margin: 14mm 12mm 18mm; @bottom-left { content: "${run}${dateTime(endedAt)}"; font: 9px sans-serif; } @bottom-right { content: counter(page) " / " counter(pages); font: 9px sans-serif; } }`;
}
