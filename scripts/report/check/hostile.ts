/** No name, of whatever type, becomes markup, runs, or breaks the layout. */
import type { Browser, Page } from 'playwright-core';
import { makeReport } from '../makeReport';
import { goTo, lookAt } from './browser';
import { writeResult } from './result';
import { hostileNames, tenantNamed } from './sampleTenant';

const places = [
  '#overview',
  ...[
    'devices',
    'users',
    'groups',
    'policies',
    'applications',
    'members',
  ].flatMap((table) => [`#${table}`, `#${table}/0`]),
  '#findings',
  '#changes',
];

export async function checkHostileNames(
  browser: Browser,
  folder: string,
): Promise<string[]> {
  const problems: string[] = [];
  const now = Date.now();
  for (const [index, name] of hostileNames.entries()) {
    const made = `${folder}-${index}`;
    const before = `${made}-before`;
    await writeResult(made, tenantNamed(name, now));
    await writeResult(before, tenantNamed(name, now - 1));
    const { file } = await makeReport(made, { earlier: before });
    const width = index % 2 === 0 ? 1440 : 390;
    const found = await lookAt(browser, file, { width }, checkPlaces);
    problems.push(
      ...found.map(
        (text) => `the name ${JSON.stringify(name.slice(0, 40))}: ${text}`,
      ),
    );
  }
  return problems;
}

async function checkPlaces(page: Page): Promise<string[]> {
  const problems: string[] = [];
  for (const place of places) {
    await goTo(page, place);
    const wrong = (await page.evaluate(`[
      window.hacked === undefined ? undefined : 'a name ran',
      Object.keys(Object.prototype).length === 0 ? undefined : 'Object.prototype has new properties',
      document.querySelector('main :is(img, iframe, object, embed, script, style, b b)') ? 'a name became an element' : undefined,
      [...document.querySelectorAll('main a')].some(({ protocol }) => !['file:', 'https:'].includes(protocol)) ? 'a link leads to another scheme' : undefined,
      document.documentElement.scrollWidth > document.documentElement.clientWidth + 1 ? 'the page is too wide' : undefined,
    ].filter(Boolean)`)) as string[];
    problems.push(...wrong.map((text) => `${place}: ${text}`));
  }
  return problems;
}
