/** Horizontal bars: a name, a bar, a number. */
import { number, oneLine } from '../text';
import { color, fontSize, still, type Chart } from './chart';

export interface Bar {
  readonly name: string;
  readonly value: number;
  /** A colour of the style sheet. */
  readonly color: string;
  /** Instead of the number alone. */
  readonly label?: string;
}

const ROW = 27;
const BAR = 14;
/** Room for the number behind the longest bar. */
const LABEL = 78;
/** Of the narrowest letters; the library cuts what is wider. */
const NAME_CHARACTERS = 60;

/** @param nameWidth room for names, in px; longer ones are cut */
export function barChart(
  bars: readonly Bar[],
  width: number,
  nameWidth = 150,
): Chart {
  return {
    width,
    height: Math.max(1, bars.length) * ROW + 8,
    option: {
      ...still,
      grid: { left: nameWidth, right: LABEL, top: 4, bottom: 4 },
      xAxis: { type: 'value', show: false, min: 0 },
      yAxis: nameAxis(
        bars.map(({ name }) => name),
        nameWidth,
      ),
      series: [
        {
          type: 'bar',
          silent: true,
          barWidth: BAR,
          barMinHeight: 2,
          data: bars.map((bar) => ({
            value: bar.value,
            itemStyle: {
              // Nothing has no bar, not even the shortest.
              color: bar.value > 0 ? bar.color : 'none',
              borderRadius: [0, 3, 3, 0],
            },
          })),
          label: {
            show: true,
            position: 'right',
            color: color.ink,
            fontSize: fontSize.normal,
            fontWeight: 600,
            fontFamily: 'inherit',
            formatter: ({ dataIndex }) =>
              bars[dataIndex].label ?? number(bars[dataIndex].value),
          },
        },
      ],
    },
  };
}

/** Names from top to bottom, on one line each. */
export function nameAxis(names: readonly string[], width: number) {
  return {
    type: 'category',
    inverse: true,
    data: names.map((name) => oneLine(name, NAME_CHARACTERS)),
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: {
      color: color.ink,
      fontSize: fontSize.normal,
      fontFamily: 'inherit',
      width: width - 12,
      overflow: 'truncate',
      interval: 0,
    },
  } as const;
}
