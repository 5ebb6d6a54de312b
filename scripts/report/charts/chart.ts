/**
 * A chart, as data: drawn by `renderChart`. Colours are the style sheet's
 * variables, so that a chart follows the light or dark mode of its page.
 */
import type { EChartsOption } from 'echarts';

export interface Chart {
  readonly option: EChartsOption;
  /** In CSS pixels: how large it is drawn where there is room. */
  readonly width: number;
  readonly height: number;
}

/** Width of what a card holds: half as wide as the page, or as wide as it. */
export const cardWidth = { half: 512, full: 1088 } as const;

export const fontSize = { small: 11, normal: 12, large: 13 } as const;

/** Every text has its place: the library measures none, and nothing moves. */
export const still = {
  animation: false,
  textStyle: { fontFamily: 'inherit' },
} as const satisfies EChartsOption;

export const color = {
  ink: 'var(--ink)',
  muted: 'var(--muted)',
  line: 'var(--line)',
  surface: 'var(--surface)',
} as const;
