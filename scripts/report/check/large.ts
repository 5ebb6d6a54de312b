/** The report of a large tenant: its size is a promise, its times are printed. */
import type { Browser } from 'playwright-core';
import { makeReport } from '../makeReport';
import { number } from '../text';
import { goTo, isReady, lookAt } from './browser';
import { DEVICES, makeLargeTenant } from './largeTenant';
import { writeResult } from './result';

const MOST_BYTES = 8_000_000;

export async function checkLarge(
  browser: Browser,
  folder: string,
): Promise<string[]> {
  const made = makeLargeTenant(Date.now());
  await writeResult(folder, made);
  const objects = made.entities.length + made.relationships.length;
  const startedAt = performance.now();
  const { file, bytes, leftOut } = await makeReport(folder);
  print(
    `${number(DEVICES)} devices, ${number(objects)} objects: made in ${seconds(performance.now() - startedAt)}, ` +
      `${(bytes / 1_000_000).toFixed(1)} MB${leftOut.length > 0 ? `, without ${leftOut.join(' and ')}` : ''}`,
  );
  const problems = await lookAt(
    browser,
    file,
    { width: 1440 },
    async (page) => {
      await measure('open on the first screen', async () => {
        await page.reload();
        await isReady(page);
      });
      await measure('open the table of devices', () => goTo(page, '#devices'));
      const times = (await page.evaluate(measureInPage)) as Record<
        string,
        number
      >;
      for (const [what, time] of Object.entries(times)) {
        print(`  ${what}: ${seconds(time)}`);
      }
      const status = await page.locator('.status').innerText();
      return status.includes(` of ${number(DEVICES)}`)
        ? []
        : [`the table says "${status}"`];
    },
  );
  return bytes > MOST_BYTES
    ? [...problems, `a report of ${DEVICES} devices has ${bytes} bytes`]
    : problems;
}

/** From the change to the next frame, as a reader sees it; without the pause for typing. */
const measureInPage = `(async () => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const time = async (act) => {
    await frame();
    const start = performance.now();
    act();
    await frame();
    return performance.now() - start;
  };
  const go = (hash) => () => { location.hash = hash; window.dispatchEvent(new HashChangeEvent('hashchange')); };
  const sort = () => document.querySelector('[tabulator-field=lastSeenOn] .sort').click();
  return {
    'filter by a column': await time(go('#devices?compliant=%3DNo')),
    'filter by a number': await time(go('#devices?daysUnseen=%3E30')),
    'search, the first time': await time(go('#devices?search=desktop-01')),
    'search again': await time(go('#devices?search=desktop-012')),
    'all rows again': await time(go('#devices')),
    'sort by time': await time(sort),
    'sort the other way': await time(sort),
    'open one device': await time(go('#devices/100')),
  };
})()`;

async function measure(what: string, act: () => Promise<unknown>) {
  const startedAt = performance.now();
  await act();
  print(`  ${what}: ${seconds(performance.now() - startedAt)}`);
}

function print(text: string): void {
  console.log(text);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(2)} s`;
}
