/** The report of a large tenant: its size is a promise, its times are printed. */
import type { Browser, Page } from 'playwright-core';
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
      const clock = await threadClock(page);
      const measure = async (what: string, act: () => Promise<unknown>) => {
        const [startedAt, before] = [performance.now(), await clock()];
        await act();
        print(
          `  ${what}: ${seconds(performance.now() - startedAt)}, of it ${seconds((await clock()) - before)} of CPU`,
        );
      };
      await measure('open on the first screen', async () => {
        await page.reload();
        await isReady(page);
      });
      await measure('open the table of devices', () => goTo(page, '#devices'));
      const status = await page.locator('.status').innerText();
      for (const [what, act] of Object.entries(acts)) {
        await measure(what, () => page.evaluate(inFrame(act)));
      }
      return status.includes(` of ${number(DEVICES)}`)
        ? []
        : [`the table says "${status}"`];
    },
  );
  return bytes > MOST_BYTES
    ? [...problems, `a report of ${DEVICES} devices has ${bytes} bytes`]
    : problems;
}

const go = (hash: string) =>
  `location.hash = '${hash}'; window.dispatchEvent(new HashChangeEvent('hashchange'));`;
const sortBy = (field: string) =>
  `document.querySelector('[tabulator-field=${field}] .sort').click();`;

/** What a reader does; a search is without the pause for typing. */
const acts: Readonly<Record<string, string>> = {
  'filter by a column': go('#devices?compliant=%3DNo'),
  'filter by a number': go('#devices?daysUnseen=%3E30'),
  'search, the first time': go('#devices?search=desktop-01'),
  'search again': go('#devices?search=desktop-012'),
  'all rows again': go('#devices'),
  'sort by time': sortBy('lastSeenOn'),
  'sort the other way': sortBy('lastSeenOn'),
  'sort by name': sortBy('name'),
  'sort by name the other way': sortBy('name'),
  'sort by owner': sortBy('owner'),
  'open one device': go('#devices/100'),
};

/** From the change to the next frame, as a reader sees it. */
function inFrame(act: string): string {
  return `(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    ${act}
    await frame();
  })()`;
}

/**
 * How long the page's main thread worked, in ms: unlike the time on the clock, it
 * hardly depends on what else the machine does.
 */
async function threadClock(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const task = metrics.find(({ name }) => name === 'TaskDuration');
    return 1_000 * (task?.value ?? NaN);
  };
}

function print(text: string): void {
  console.log(text);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(2)} s`;
}
