/** The whole report as one HTML file that loads nothing and runs nothing. */
import { createHash } from 'node:crypto';
import type { Aggregate } from '../aggregate';
import { readRun, type RunSummary } from '../run';
import { oneLine } from '../text';
import { applicationSection } from './applicationSection';
import { blindSpotSection } from './blindSpotSection';
import {
  freshnessSection,
  platformSection,
  stalestSection,
} from './deviceSections';
import { graphSection, typesSection } from './graphSection';
import { header, headlines } from './headline';
import { html, toMarkup, trusted } from './html';
import { policySections } from './policySections';
import { userSection } from './userSection';

/** @param styleSheet ours; its hash is the only style that the page's policy allows */
export function renderPage(
  aggregate: Aggregate,
  summary: RunSummary,
  styleSheet: string,
): string {
  const run = readRun(summary);
  const name = oneLine(aggregate.account?.name ?? 'Unknown tenant');
  const blindSpots = blindSpotSection(aggregate, run, summary);
  const isWhole = run.blindSpots.length === 0;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="${securityPolicy(styleSheet)}"
        />
        <meta name="referrer" content="no-referrer" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${name}: Microsoft 365 report</title>
        ${trusted(`<style>${styleSheet}</style>`)}
      </head>
      <body>
        <main>
          ${header(aggregate, run)} ${headlines(aggregate, run)}
          <div class="grid">
            ${isWhole ? undefined : blindSpots} ${graphSection(aggregate, run)}
            ${policySections(aggregate, run)} ${platformSection(aggregate, run)}
            ${freshnessSection(aggregate, run)}
            ${stalestSection(aggregate, run)} ${userSection(aggregate, run)}
            ${applicationSection(aggregate, run)} ${typesSection(aggregate)}
            ${isWhole ? blindSpots : undefined}
          </div>
          <footer>
            Made from <code>.j1-integration</code> by
            <code>npm run report</code>. It names people and devices: handle it
            like the tenant's own data.
          </footer>
        </main>
      </body>
    </html> `;
  return toMarkup(page);
}

/** https://developer.mozilla.org/docs/Web/HTTP/Guides/CSP: nothing but our style sheet, by its hash. */
function securityPolicy(styleSheet: string): string {
  const hash = createHash('sha256').update(styleSheet).digest('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}
