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
        const own = await act();
        const time =
          typeof own === 'number' ? own : performance.now() - startedAt;
        const cpu = (await clock()) - before;
        // A page that is opened anew may have a clock that begins anew.
        print(
          `  ${what}: ${seconds(time)}${cpu > 0 ? `, of it ${seconds(cpu)} of CPU` : ''}`,
        );
      };
      await measure('open on the first screen', async () => {
        await page.reload();
        await isReady(page);
      });
      const statusOf = () => page.locator('.status').innerText();
      await measure('open the table of devices', () =>
        goTo(page, '#devices').then(statusOf),
      );
      const status = await statusOf();
      for (const [what, act] of Object.entries(acts)) {
        await measure(what, () => page.evaluate(timed(act)));
      }
      await goTo(page, '#devices');
      await measure('open on the table of devices', async () => {
        await page.reload();
        await isReady(page);
        await statusOf();
      });
      return status.includes(` of ${number(DEVICES)}`)
        ? []
        : [`the table says "${status}"`];
    },
  );
  return bytes > MOST_BYTES
    ? [...problems, `a report of ${DEVICES} devices has ${bytes} bytes`]
    : problems;
}

const type = (selector: string, text: string) =>
  `enter(${JSON.stringify(selector)}, ${JSON.stringify(text)});`;
const filterOf = (field: string, control: string) =>
  `[tabulator-field=${field}] ${control}`;
const sortBy = (field: string) =>
  `document.querySelector('[tabulator-field=${field}] .sort').click();`;
const SEARCH = '.toolbar input[type=search]';

/** What a reader does. */
const acts: Readonly<Record<string, string>> = {
  'filter by a column': type(filterOf('compliant', 'select'), '=No'),
  'and by a number': type(filterOf('daysUnseen', 'input'), '>30'),
  'all rows again': "document.querySelector('.chips .all button').click();",
  'filter by a text': type(filterOf('name', 'input'), 'desktop-01'),
  'no filter again': type(filterOf('name', 'input'), ''),
  'search, the first time': type(SEARCH, 'desktop-01'),
  'search again': type(SEARCH, 'desktop-012'),
  'no search again': type(SEARCH, ''),
  'sort by time': sortBy('lastSeenOn'),
  'sort the other way': sortBy('lastSeenOn'),
  'sort by name': sortBy('name'),
  'sort by name the other way': sortBy('name'),
  'sort by owner': sortBy('owner'),
  'open one device': "window.location.hash = '#devices/100';",
};

/**
 * In ms, from the event to the end of the frame that shows what it is for: other
 * rows and their number, another order, or another screen.
 */
function timed(act: string): string {
  return `(async () => {
    const root = document.documentElement;
    const shown = () => [
      document.querySelector('.status')?.textContent,
      ...[...document.querySelectorAll('[aria-sort]')].map((element) => element.getAttribute('aria-sort')),
    ].join();
    const enter = (selector, text) => {
      const control = document.querySelector(selector);
      control.value = text;
      control.dispatchEvent(new Event('input', { bubbles: true }));
      control.dispatchEvent(new Event('change', { bubbles: true }));
    };
    const before = shown();
    const startedAt = performance.now();
    ${act}
    return new Promise((resolve) => {
      const frame = () => {
        const isShown = shown() !== before && root.dataset.ready;
        isShown
          ? setTimeout(() => resolve(performance.now() - startedAt))
          : requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
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
