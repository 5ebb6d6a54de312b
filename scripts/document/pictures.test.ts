import { pictures } from './pictures';
import { renderPicture } from './svg';

const each = Object.entries(pictures);

test.each(each)('%s has no text outside of it', (_name, picture) => {
  for (const { x, y, width, height } of picture.boxes) {
    expect(x).toBeGreaterThanOrEqual(0);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(picture.width);
    expect(y + height).toBeLessThanOrEqual(picture.height);
  }
  for (const { y } of picture.texts ?? []) {
    expect(y).toBeLessThan(picture.height);
  }
});

/** Of a letter, in bold and in regular type; fonts differ, so a little more than most have. */
const letterWidths = [8, 7.4];

test.each(each)('%s has boxes that are wide enough', (_name, { boxes }) => {
  const tooLong = boxes.flatMap(({ lines, width }) =>
    lines.filter(
      (line, index) => line.length * letterWidths[Math.min(index, 1)] > width,
    ),
  );
  expect(tooLong).toEqual([]);
});

test.each(each)('%s has no boxes that cover each other', (_name, { boxes }) => {
  const covers = boxes.flatMap((a, index) =>
    boxes
      .slice(index + 1)
      .filter(
        (b) =>
          a.x < b.x + b.width &&
          b.x < a.x + a.width &&
          a.y < b.y + b.height &&
          b.y < a.y + a.height,
      ),
  );
  expect(covers).toEqual([]);
});

test('marks of XML are written as text', () => {
  const svg = renderPicture({
    width: 10,
    height: 10,
    description: 'a < b & "c"',
    boxes: [],
  });
  expect(svg).toContain('<title>a &lt; b &amp; &quot;c&quot;</title>');
});
