/** Draws charts as SVG that stands in a page of its own: no script, no inline style, nothing to load. */
import { init } from 'echarts';
import type { Chart } from './chart';

/** @returns markup of our own making, to be trusted: the library escapes all texts */
export function renderChart({ option, width, height }: Chart): string {
  const chart = init(null, null, {
    renderer: 'svg',
    ssr: true,
    width,
    height,
  });
  try {
    chart.setOption(option);
    return withoutInlineStyle(chart.renderToSVGString());
  } finally {
    // Ends the library's timer: the process could not end.
    chart.dispose();
  }
}

/**
 * The page's policy forbids inline styles. What the library writes into `style`
 * are presentation attributes (https://www.w3.org/TR/SVG2/styling.html); its
 * style sheet and classes are for pointers and its own script, as `ecmeta_` is.
 */
export function withoutInlineStyle(svg: string): string {
  return svg
    .replace(/<style\b[^]*?<\/style>/g, '')
    .replace(/<[a-zA-Z][^<>]*>/g, (tag) =>
      tag
        .replace(/ (?:class|ecmeta_\w+|xml:space)="[^"]*"/g, '')
        .replace(/ style="([^"]*)"/g, (_, style: string) =>
          toAttributes(style),
        ),
    )
    .trim();
}

function toAttributes(style: string): string {
  return style
    .split(';')
    .map((declaration) => declaration.split(':').map((part) => part.trim()))
    .filter((parts) => parts.length === 2 && parts[1] !== '')
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');
}
