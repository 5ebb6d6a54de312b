/** The ten questions of an auditor, asked of the demo's report by clicks, and answered by the tenant itself. */
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { harmless } from '../browser/csv';
import { readSummary } from '../collection';
import { makeReport } from '../makeReport';
import { readRun } from '../run';
import { downloadRows, goTo, lookAt } from './browser';
import type { Demo } from './demo';
import { makeEarlier } from './earlierRun';
import { truthOf } from './truth';

export async function checkQuestions(
  browser: Browser,
  demo: Demo,
  folder: string,
): Promise<string[]> {
  const run = readRun(await readSummary(demo.folder));
  const truth = truthOf(demo.tenant, run.endedAt);
  const { file } = await makeReport(demo.folder);
  const names = (rows: readonly string[]) => rows.map((name) => [name]);
  const lists: readonly (readonly [
    question: string,
    columns: readonly number[],
    expected: readonly (readonly string[])[],
  ])[] = [
    ['noncompliant', [0, 2], truth.noncompliant],
    ['open-findings', [0, 1, 3], truth.findings],
    ['high-findings', [3], names(truth.highFindings)],
    ['not-encrypted', [0], names(truth.notEncrypted)],
    ['versions', [0, 4], truth.systems],
    ['not-seen', [0], names(truth.notSeen(30))],
    ['long-not-seen', [0], names(truth.notSeen(90))],
    ['without-policy', [0], names(truth.withoutPolicy)],
    ['personal', [0], names(truth.personal)],
    ['jail-broken', [0], names(truth.jailBroken)],
    ['no-second-factor', [1], names(truth.noSecondFactor)],
    ['admins-without', [1], names(truth.adminsWithout)],
    ['disabled-with-devices', [1], names(truth.disabledWithDevices)],
    ['guests-with-devices', [1], names(truth.guestsWithDevices)],
  ];
  const problems = await lookAt(
    browser,
    file,
    { width: 1440 },
    async (page) => {
      const found: string[] = [];
      for (const [question, columns, expected] of lists) {
        found.push(...(await askList(page, question, columns, expected)));
      }
      found.push(
        ...(await askApplication(page, truth.application)),
        ...(await askGroup(page, truth.group)),
        ...(await askCompleteness(page, run)),
      );
      return found;
    },
  );
  return [...problems, ...(await askChanges(browser, demo.folder, folder))].map(
    (text) => `the demo: ${text}`,
  );
}

/** The number that is shown, the number above the list, and the rows have to agree with the truth. */
async function askList(
  page: Page,
  question: string,
  columns: readonly number[],
  expected: readonly (readonly string[])[],
): Promise<string[]> {
  await goTo(page, '#overview');
  const link = page.locator(`#page a[data-question="${question}"]`);
  const shown = await link.locator('xpath=ancestor::li').innerText();
  await link.click();
  const status = await page.locator('.status').innerText();
  const rows = await downloadRows(page);
  const found = rows.map((row) => columns.map((index) => row[index]));
  const number = String(expected.length);
  return [
    ...differing(question, found, expected),
    ...(status.startsWith(`${number} of `)
      ? []
      : [`${question}: the list says "${status}", and there are ${number}`]),
    ...(new RegExp(`(^|\\s)${number}(\\s|$)`).test(shown)
      ? []
      : [
          `${question}: the first screen says "${shown}", and there are ${number}`,
        ]),
  ];
}

function differing(
  what: string,
  found: readonly (readonly string[])[],
  expected: readonly (readonly string[])[],
): string[] {
  const asText = (rows: readonly (readonly string[])[]) =>
    rows.map((row) => row.join(' | ')).sort();
  const is = asText(found);
  const should = asText(expected.map((row) => row.map(harmless)));
  return is.join('\n') === should.join('\n')
    ? []
    : [
        `${what}: rows differ: ${minus(is, should)} too many, ${minus(should, is)} missing`,
      ];
}

function minus(rows: readonly string[], others: readonly string[]): string {
  const rest = [...others];
  const left = rows.filter((row) => {
    const at = rest.indexOf(row);
    if (at >= 0) {
      rest.splice(at, 1);
    }
    return at < 0;
  });
  return `${left.length} (${left.slice(0, 3).join('; ')})`;
}

/** Who has the application, in which version: from the first screen to its page. */
async function askApplication(
  page: Page,
  { name, rows }: { readonly name: string; readonly rows: string[][] },
): Promise<string[]> {
  await goTo(page, '#overview');
  await page.locator('#page a[data-question="applications"]').click();
  await page.getByRole('searchbox', { name: 'Search' }).fill(name);
  await page.waitForURL(/search=/);
  const link = page
    .locator('.tabulator-row a')
    .filter({ hasText: new RegExp(`^${escaped(name)}$`, 'i') });
  await link.first().click();
  await page.getByRole('heading', { name, exact: false }).first().waitFor();
  return differing('application', await connectedRows(page, [0, 1]), rows);
}

async function askGroup(
  page: Page,
  { name, users }: { readonly name: string; readonly users: string[] },
): Promise<string[]> {
  await goTo(page, '#overview');
  await page.locator('#page a[data-question="groups"]').click();
  // The largest group comes first.
  await page.locator('.tabulator-row a').first().click();
  await page.getByRole('heading', { name, exact: false }).first().waitFor();
  return differing(
    'group',
    await connectedRows(page, [1]),
    users.map((user) => [user]),
  );
}

/** Of the first list of the page of a row, to its end. */
async function connectedRows(
  page: Page,
  columns: readonly number[],
): Promise<string[][]> {
  const section = page.locator('#app section.card').first();
  const more = section.getByRole('button', { name: 'Show more' });
  while (await more.isVisible()) {
    await more.click();
  }
  const rows: string[][] = [];
  for (const row of await section.locator('tbody tr').all()) {
    const cells = await row.locator('td').allInnerTexts();
    rows.push(columns.map((index) => cells[index].replace(/^–$/, '')));
  }
  return rows;
}

async function askCompleteness(
  page: Page,
  { recorded, succeeded }: ReturnType<typeof readRun>,
): Promise<string[]> {
  await goTo(page, '#overview');
  await page.locator('#page a[data-question="missing"]').click();
  const section = page.locator('#completeness');
  const text = await section.innerText();
  const leftOut = recorded?.leftOut.reduce((sum, { count }) => sum + count, 0);
  const expected =
    leftOut === undefined
      ? 'does not show what was left out'
      : leftOut === 0
        ? 'Nothing that was read was left out'
        : `${leftOut.toLocaleString('en-US')} items were left out`;
  const rows = await section.locator('tbody tr').allInnerTexts();
  const told = [
    ...(recorded?.leftOut ?? []).map(({ count, message }) => ({
      message,
      number: count.toLocaleString('en-US'),
    })),
    ...(recorded?.events ?? []).map(({ message }) => ({ message, number: '' })),
  ];
  return [
    ...(text.includes(`${succeeded} of `) && text.includes(expected)
      ? []
      : [`completeness: it says "${text.slice(0, 200)}"`]),
    ...told
      .filter(
        ({ message, number }) =>
          !rows.some((row) => row.startsWith(number) && row.includes(message)),
      )
      .map(({ message }) => `completeness: it does not show "${message}"`),
  ];
}

async function askChanges(
  browser: Browser,
  newer: string,
  folder: string,
): Promise<string[]> {
  const { older, finding, device } = await makeEarlier(
    newer,
    path.join(folder, 'earlier'),
  );
  const { file } = await makeReport(newer, { earlier: older });
  const problems = await lookAt(
    browser,
    file,
    { width: 1440 },
    async (page) => {
      await page.locator('#page a[data-question="changes"]').click();
      const rows = await downloadRows(page);
      const of = (kind: string, column: number) =>
        rows.filter(([change]) => change === kind).map((row) => [row[column]]);
      return [
        ...differing('solved', of('Solved finding', 2), [['A solved finding']]),
        ...differing('new', of('New finding', 2), [[finding]]),
        ...differing('vanished', of('Device vanished', 1), [
          ['A vanished device'],
        ]),
        ...differing('appeared', of('Device appeared', 1), [[device]]),
      ];
    },
  );
  await makeReport(newer);
  return problems;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
