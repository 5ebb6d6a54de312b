/** The README's pictures of the report, of the demo's tenant only: they show names. */
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { goTo, lookAt } from './browser';

const folder = path.join(__dirname, '..', '..', '..', 'docs', 'images');
const MOST_BYTES = 400_000;

const pictures = [
  { name: 'report.png', place: '#overview' },
  { name: 'report-devices.png', place: '#devices?compliant=%3DNo' },
];

export async function takePictures(
  browser: Browser,
  file: string,
): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  return lookAt(browser, file, { width: 1280, height: 860 }, async (page) => {
    const problems: string[] = [];
    for (const { name, place } of pictures) {
      await goTo(page, place);
      const picture = path.join(folder, name);
      await page.screenshot({ path: picture });
      const { size } = await stat(picture);
      console.log(`A picture is ${path.relative(process.cwd(), picture)}.`);
      if (size > MOST_BYTES) {
        problems.push(`the picture ${name} has ${size} bytes`);
      }
    }
    return problems;
  });
}
