/** Draws boxes, arrows and texts as SVG, which every viewer shows: GitHub, npm and editors. */

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The first line is bold. */
  readonly lines: readonly string[];
  readonly tone?: Tone;
}

/** From one point to the next, such as `0,0 10,20`; the last one has the arrowhead. */
interface Arrow {
  readonly points: string;
  readonly label?: string;
  /** Where its label begins. */
  readonly at?: readonly [x: number, y: number];
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** What readers are told who cannot see it. */
  readonly description: string;
  readonly boxes: readonly Box[];
  readonly arrows?: readonly Arrow[];
  readonly texts?: readonly Label[];
}

interface Label {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly isCentered?: boolean;
}

type Tone = 'neutral' | 'good' | 'bad' | 'waiting';

/** Fill and edge. All have a contrast of at least 4.5 to the text. */
const tones: Readonly<Record<Tone, readonly [fill: string, edge: string]>> = {
  neutral: ['#eef2f7', '#8795a8'],
  good: ['#e3f4e8', '#4a9a63'],
  bad: ['#fbe6e4', '#c4554a'],
  waiting: ['#fdf3d9', '#b8902a'],
};

const INK = '#1d2733';
const LINE_HEIGHT = 17;

export function renderPicture(picture: Picture): string {
  const {
    width,
    height,
    description,
    boxes,
    arrows = [],
    texts = [],
  } = picture;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="13">`,
    `<title>${escaped(description)}</title>`,
    `<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z" fill="${INK}"/></marker></defs>`,
    `<rect width="${width}" height="${height}" rx="8" fill="#ffffff"/>`,
    ...arrows.map(renderArrow),
    ...boxes.map(renderBox),
    ...texts.map(renderLabel),
    '</svg>',
    '',
  ].join('\n');
}

function renderBox({
  x,
  y,
  width,
  height,
  lines,
  tone = 'neutral',
}: Box): string {
  const [fill, edge] = tones[tone];
  const top = y + height / 2 - ((lines.length - 1) * LINE_HEIGHT) / 2 + 4.5;
  const texts = lines.map(
    (line, index) =>
      `<text x="${x + width / 2}" y="${top + index * LINE_HEIGHT}" text-anchor="middle" fill="${INK}"${index === 0 ? ' font-weight="600"' : ''}>${escaped(line)}</text>`,
  );
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" fill="${fill}" stroke="${edge}"/>\n${texts.join('\n')}`;
}

function renderArrow({ points, label, at }: Arrow): string {
  const line = `<polyline points="${points}" fill="none" stroke="${INK}" marker-end="url(#head)"/>`;
  return label && at
    ? `${line}\n${renderLabel({ x: at[0], y: at[1], text: label })}`
    : line;
}

function renderLabel({ x, y, text, isCentered = false }: Label): string {
  return `<text x="${x}" y="${y}" fill="${INK}"${isCentered ? ' text-anchor="middle"' : ''}>${escaped(text)}</text>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;');
}
