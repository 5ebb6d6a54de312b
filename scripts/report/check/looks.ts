/** How the report looks and reads: accessibility, nothing too wide, the keyboard, without JavaScript, on paper. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { goTo, lookAt } from './browser';

const looks = [1440, 390].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
);

/** One of each kind of page. */
const places = [
  '#overview',
  '#devices?compliant=%3DNo&sort=-lastSeenOn',
  '#findings?search=nothing+fits+this',
  '#devices/0',
  '#applications/0',
];

export async function checkLooks(
  browser: Browser,
  file: string,
): Promise<string[]> {
  const axe = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
  const problems: string[] = [];
  for (const look of looks) {
    problems.push(
      ...(await lookAt(browser, file, look, async (page) => {
        await page.evaluate(axe);
        const found: string[] = [];
        for (const place of places) {
          await goTo(page, place);
          const wrong = [...(await violations(page)), ...(await tooWide(page))];
          found.push(...wrong.map((text) => `${place}: ${text}`));
        }
        return found;
      })),
    );
  }
  return [
    ...problems,
    ...(await lookAt(browser, file, { width: 1440 }, checkKeyboard)),
    ...(await lookAt(
      browser,
      file,
      { width: 1440, javaScriptEnabled: false },
      checkWithoutScript,
    )),
    ...(await lookAt(browser, file, { width: 1440 }, checkPaper)),
  ];
}

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly {
    readonly html: string;
    readonly failureSummary: string;
  }[];
}

/** Serious and critical ones, by https://www.w3.org/TR/WCAG22/ and good practice. */
async function violations(page: Page): Promise<string[]> {
  const found = (await page.evaluate(
    'axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations)',
  )) as Violation[];
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `axe: ${id} in ${nodes.length}, such as ${nodes[0].html.slice(0, 120)}: ${nodes[0].failureSummary}`,
    );
}

/** Wider than its place, and not made to scroll. */
async function tooWide(page: Page): Promise<string[]> {
  const found = (await page.evaluate(`
    [document.documentElement, ...document.querySelectorAll('#page > *, .card, .headline, .bars li, .cards > li, .toolbar')]
      .filter((element) => element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1)
      .map((element) => element.tagName + ' ' + element.className + ' ' + element.scrollWidth + ' > ' + element.clientWidth)`)) as string[];
  return found.map((text) => `too wide: ${text}`);
}

/** Search, sort and drill down without a mouse. */
async function checkKeyboard(page: Page): Promise<string[]> {
  const problems: string[] = [];
  await goTo(page, '#devices');
  await page.keyboard.press('/');
  await page.keyboard.type('zzz');
  await page.waitForURL(/search=zzz/);
  await goTo(page, '#devices');
  const title = page.getByRole('button', { name: 'Device', exact: true });
  await title.focus();
  await page.keyboard.press('Enter');
  const header = page.locator('[role=columnheader][tabulator-field=name]');
  const sort = await header.getAttribute('aria-sort');
  if (sort !== 'ascending') {
    problems.push(`Enter on a heading sorts: aria-sort is ${sort}`);
  }
  const outline = await title.evaluate(
    'getComputedStyle(document.activeElement).outlineStyle',
  );
  if (outline === 'none') {
    problems.push('the focus is not visible');
  }
  await page.locator('.tabulator-row a').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/#devices\/\d+$/);
  return problems;
}

/** The totals and the lists of problems stay. */
async function checkWithoutScript(page: Page): Promise<string[]> {
  const problems: string[] = [];
  for (const tile of await page.locator('a.headline').all()) {
    const address = (await tile.getAttribute('href')) ?? '';
    const list = page.locator(`[id="${address.slice(1)}"]`);
    if (!(await list.isVisible())) {
      problems.push(`without JavaScript, ${address} leads nowhere`);
    }
  }
  return problems;
}

/** The first screen, findings and completeness; heads of tables again on each sheet. */
async function checkPaper(page: Page): Promise<string[]> {
  await goTo(page, '#devices');
  await page.emulateMedia({ media: 'print' });
  const problems: string[] = [];
  const isWanted: readonly (readonly [selector: string, isShown: boolean])[] = [
    ['.headlines', true],
    ['#completeness', true],
    ['.high-findings', true],
    ['#app', false],
    ['.noncompliant', false],
  ];
  for (const [selector, isShown] of isWanted) {
    if ((await page.locator(selector).isVisible()) !== isShown) {
      problems.push(`on paper, ${selector} is ${isShown ? 'not ' : ''}there`);
    }
  }
  const head = await page
    .locator('.high-findings thead')
    .evaluate((element: { readonly ownerDocument: unknown }) =>
      String(
        (
          globalThis as unknown as {
            getComputedStyle(of: unknown): { readonly display: string };
          }
        ).getComputedStyle(element).display,
      ),
    );
  if (head !== 'table-header-group') {
    problems.push(`on paper, heads of tables are ${head}`);
  }
  return problems;
}
