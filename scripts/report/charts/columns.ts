/** Upright bars with a number on top: ages, from young to old. */
import type { AgeBucket } from '../tallies/devices';
import { number } from '../text';
import { color, fontSize, still, type Chart } from './chart';

const HEIGHT = 210;

export function ageChart(ages: readonly AgeBucket[], width: number): Chart {
  return {
    width,
    height: HEIGHT,
    option: {
      ...still,
      grid: { left: 8, right: 8, top: 24, bottom: 30 },
      xAxis: {
        type: 'category',
        data: ages.map(({ title }) => title),
        axisLine: { lineStyle: { color: color.line } },
        axisTick: { show: false },
        axisLabel: {
          color: color.muted,
          fontSize: fontSize.normal,
          fontFamily: 'inherit',
          interval: 0,
        },
      },
      yAxis: { type: 'value', show: false, min: 0 },
      series: [
        {
          type: 'bar',
          silent: true,
          barWidth: '58%',
          data: ages.map(({ devices, isStale }) => ({
            value: devices,
            itemStyle: {
              color: isStale ? 'var(--warning)' : 'var(--family-devices)',
              borderRadius: [4, 4, 0, 0],
            },
          })),
          label: {
            show: true,
            position: 'top',
            color: color.ink,
            fontSize: fontSize.large,
            fontWeight: 600,
            fontFamily: 'inherit',
            formatter: ({ value }) => number(Number(value)),
          },
        },
      ],
    },
  };
}
