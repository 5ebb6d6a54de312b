/** Shares of a whole, with the whole in the middle. The page's own legend names the parts. */
import { shortNumber } from '../text';
import { color, still, type Chart } from './chart';

export interface Share {
  readonly name: string;
  readonly value: number;
  /** A colour of the style sheet. */
  readonly color: string;
}

const SIZE = 208;

export function donutChart(shares: readonly Share[], unit: string): Chart {
  const total = shares.reduce((sum, { value }) => sum + value, 0);
  const centre = SIZE / 2;
  const middle = (y: number, style: object) =>
    ({
      type: 'text',
      silent: true,
      x: centre,
      y,
      style: {
        align: 'center',
        verticalAlign: 'middle',
        fontFamily: 'inherit',
        ...style,
      },
    }) as const;
  return {
    width: SIZE,
    height: SIZE,
    option: {
      ...still,
      series: [
        {
          type: 'pie',
          silent: true,
          radius: ['62%', '94%'],
          label: { show: false },
          labelLine: { show: false },
          data: shares.map(({ name, value, color: fill }) => ({
            name,
            value,
            itemStyle: {
              color: fill,
              borderColor: color.surface,
              borderWidth: 2,
            },
          })),
        },
      ],
      graphic: [
        middle(centre - 8, {
          text: shortNumber(total),
          fill: color.ink,
          fontSize: 30,
          fontWeight: 700,
        }),
        middle(centre + 18, {
          text: unit,
          fill: color.muted,
          fontSize: 12,
        }),
      ],
    },
  };
}
