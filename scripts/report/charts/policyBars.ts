/** One bar for each policy, in the colours of its devices' states. */
import type { ComplianceStatus } from '../../../src/steps/findings/status';
import { shownStatuses, type PolicyCompliance } from '../tallies/policies';
import { number } from '../text';
import { nameAxis } from './bars';
import { color, fontSize, still, type Chart } from './chart';

export const statusTitles: Readonly<Record<ComplianceStatus, string>> = {
  notAssigned: 'Not assigned',
  notApplicable: 'Not applicable',
  compliant: 'Compliant',
  remediated: 'Remediated',
  unknown: 'Unknown',
  conflict: 'Conflict',
  error: 'Error',
  nonCompliant: 'Not compliant',
};

const ROW = 34;
const BAR = 18;
const LEGEND = 34;
const NAME_WIDTH = 290;
/** A number in a narrower part would not be legible, in px for each digit and around them. */
const DIGIT = 7;
const PADDING = 8;
const TOTAL = 60;

export function policyChart(
  policies: readonly PolicyCompliance[],
  width: number,
): Chart {
  const most = Math.max(1, ...policies.map(({ devices }) => devices));
  const pxPerDevice = (width - NAME_WIDTH - TOTAL) / most;
  return {
    width,
    height: Math.max(1, policies.length) * ROW + LEGEND + 4,
    option: {
      ...still,
      legend: {
        top: 0,
        left: NAME_WIDTH - 5,
        itemWidth: 12,
        itemHeight: 12,
        itemGap: 18,
        icon: 'roundRect',
        data: shownStatuses.map((status) => statusTitles[status]),
        textStyle: {
          color: color.muted,
          fontSize: fontSize.normal,
          fontFamily: 'inherit',
        },
      },
      grid: { left: NAME_WIDTH, right: TOTAL, top: LEGEND, bottom: 4 },
      xAxis: { type: 'value', show: false, min: 0, max: most },
      yAxis: nameAxis(
        policies.map(({ name }) => name),
        NAME_WIDTH,
      ),
      series: shownStatuses.map((status) => ({
        type: 'bar',
        name: statusTitles[status],
        stack: 'devices',
        silent: true,
        barWidth: BAR,
        // The gap between neighbours keeps them apart without colours, too.
        itemStyle: {
          color: `var(--status-${status})`,
          borderColor: color.surface,
          borderWidth: 1,
        },
        data: policies.map(({ byStatus }) => byStatus.get(status) ?? 0),
        label: {
          show: true,
          position: 'inside',
          color: `var(--on-status-${status})`,
          fontSize: fontSize.small,
          fontWeight: 600,
          fontFamily: 'inherit',
          formatter: ({ value }) => labelOf(Number(value), pxPerDevice),
        },
      })),
    },
  };
}

function labelOf(devices: number, pxPerDevice: number): string {
  const label = number(devices);
  const room = devices * pxPerDevice - PADDING;
  return devices > 0 && label.length * DIGIT <= room ? label : '';
}
