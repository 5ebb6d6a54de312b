/** What has to be true of the report in a browser. Each function returns what is wrong, in words. */
import type { Locator, Page } from 'playwright-core';
import { entityTypes, relationshipTypes } from './types';

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The parts of the browser's elements that are looked at: the project has no types of browsers. */
interface PageElement {
  readonly textContent: string;
  readonly tagName: string;
  readonly scrollWidth: number;
  readonly clientWidth: number;
  getBoundingClientRect(): Box;
}

interface Seen extends Box {
  readonly text: string;
}

const sections = [
  'graph',
  'compliance',
  'configurations',
  'platforms',
  'freshness',
  'stalest',
  'users',
  'applications',
  'types',
  'blind-spots',
];

/** Rounding of pixels. */
const TOLERANCE = 1;

/** The numbers on top have to be those of summary.json. */
export async function wrongHeadlines(
  page: Page,
  counts: ReadonlyMap<string, number>,
): Promise<string[]> {
  const sum = (types: readonly string[]) =>
    types.reduce((total, type) => total + (counts.get(type) ?? 0), 0);
  const expected: [Locator, number][] = [
    [page.locator('[data-total=entities]'), sum(entityTypes)],
    [
      page.locator('[data-total=relationships]'),
      sum(relationshipTypes.map(({ _type }) => _type)),
    ],
  ];
  for (const headline of await page.locator('[data-types]').all()) {
    const types = (await headline.getAttribute('data-types')) ?? '';
    expected.push([headline, sum(types.split(' '))]);
  }
  const problems: string[] = [];
  for (const [locator, count] of expected) {
    const shown = (await locator.innerText()).replaceAll(',', '');
    if (shown !== String(count) && !(shown === '–' && count === 0)) {
      problems.push(`it shows ${shown} where summary.json has ${count}`);
    }
  }
  return problems;
}

/** Every section is there; nothing is wider than its place (but for what scrolls in a narrow window); no labels of a chart overlap. */
export async function wrongLayout(
  page: Page,
  isNarrow: boolean,
): Promise<string[]> {
  const problems: string[] = [];
  for (const id of sections) {
    if (!(await page.locator(`section#${id} h2`).isVisible())) {
      problems.push(`section ${id} is not visible`);
    }
  }
  const tooWide = await page
    .locator(`html, main :not(svg, svg *${isNarrow ? ', .large, .table' : ''})`)
    .evaluateAll((elements: PageElement[]) =>
      elements
        .filter(
          ({ scrollWidth, clientWidth }) =>
            clientWidth > 0 && scrollWidth > clientWidth + 1,
        )
        .map(({ tagName, textContent }) => `${tagName} ${textContent}`),
    );
  problems.push(...tooWide.map((text) => `too wide: ${inShort(text)}`));
  for (const chart of await page.locator('.chart svg').all()) {
    problems.push(...(await wrongLabels(chart)));
  }
  return problems;
}

async function wrongLabels(chart: Locator): Promise<string[]> {
  const [frame] = await boxesOf(chart);
  const labels = await boxesOf(chart.locator('text'));
  const outside = labels.filter(
    (label) =>
      label.left < frame.left - TOLERANCE ||
      label.right > frame.right + TOLERANCE,
  );
  const overlapping = labels.flatMap((label, index) =>
    labels
      .slice(index + 1)
      .filter((other) => overlap(label, other))
      .map((other) => `${label.text} / ${other.text}`),
  );
  return [
    ...outside.map(({ text }) => `outside of its chart: ${text}`),
    ...overlapping.map((text) => `labels overlap: ${text}`),
  ];
}

function boxesOf(locator: Locator): Promise<Seen[]> {
  return locator.evaluateAll((elements: PageElement[]) =>
    elements.map((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return { text: element.textContent, left, right, top, bottom };
    }),
  );
}

/** Line boxes may touch: letters do not fill them. */
function overlap(a: Box, b: Box): boolean {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  const lineHeight = Math.min(a.bottom - a.top, b.bottom - b.top);
  return width > TOLERANCE && height > lineHeight / 3;
}

function inShort(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 80);
}
