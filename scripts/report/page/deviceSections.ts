/** Platforms of devices, and the devices that nobody has seen for long. */
import type { Aggregate } from '../aggregate';
import { cardWidth } from '../charts/chart';
import { ageChart } from '../charts/columns';
import { donutChart } from '../charts/donut';
import type { Completeness, Run } from '../run';
import { STALE_DAYS, type DeviceResult } from '../tallies/devices';
import { date, number, oneLine, percent, plural } from '../text';
import { groups } from '../types';
import { html, type Html } from './html';
import {
  card,
  empty,
  figure,
  inWords,
  numbersBehind,
  numericColumn,
  table,
} from './parts';

/** More parts than these would be slivers. */
const SHARES = 6;

export function platformSection({ devices }: Aggregate, run: Run): Html {
  const shares = toShares(devices.platforms);
  return card(
    {
      id: 'platforms',
      title: 'Device platforms',
      lead: `${plural(devices.total, 'device')} by operating system.`,
      completeness: completenessOf(run),
    },
    devices.total === 0
      ? empty('No devices in this run.')
      : html`<div class="donut">
          ${figure(
            donutChart(shares, 'devices'),
            `Devices by platform: ${inWords(devices.platforms)}`,
          )}
          ${shareLegend(shares, devices.total)}
        </div>`,
  );
}

function completenessOf(run: Run): Completeness {
  return run.completeness(groups.devices.types);
}

interface PlatformShare {
  readonly name: string;
  readonly value: number;
  readonly color: string;
  readonly swatch: string;
}

function toShares(platforms: DeviceResult['platforms']): PlatformShare[] {
  const rest = platforms.slice(SHARES - 1);
  const shown =
    rest.length > 1
      ? [
          ...platforms.slice(0, SHARES - 1),
          ['Other', rest.reduce((sum, [, value]) => sum + value, 0)] as const,
        ]
      : platforms;
  return shown.map(([name, value], index) => ({
    name,
    value,
    color: `var(--share-${index})`,
    swatch: `share-${index}`,
  }));
}

function shareLegend(shares: readonly PlatformShare[], total: number): Html {
  return html`<ul class="shares">
    ${shares.map(
      ({ name, value, swatch }) =>
        html`<li>
          <span class="swatch ${swatch}" aria-hidden="true"></span>
          <bdi>${oneLine(name, 32)}</bdi>
          <b>${number(value)}</b>
          <span class="share">${percent(value, total)}</span>
        </li> `,
    )}
  </ul>`;
}

export function freshnessSection({ devices }: Aggregate, run: Run): Html {
  const { ages, stale, total } = devices;
  const rows = ages.map(({ title, devices }) => [title, devices] as const);
  return card(
    {
      id: 'freshness',
      title: 'Last seen',
      lead: html`<b>${number(stale)}</b> of ${plural(total, 'device')}
        (${percent(stale, total)}) did not check in within ${STALE_DAYS} days of
        this run.`,
      completeness: completenessOf(run),
    },
    total === 0
      ? empty('No devices in this run.')
      : html`${figure(
          ageChart(ages, cardWidth.half),
          `Devices by the time since they were last seen: ${inWords(rows)}`,
        )}
        ${numbersBehind(
          table(
            'Devices by the time since they were last seen',
            [{ title: 'Last seen' }, numericColumn('Devices')],
            rows,
          ),
        )}`,
  );
}

export function stalestSection({ devices }: Aggregate, run: Run): Html {
  const { stalest } = devices;
  return card(
    {
      id: 'stalest',
      title: 'Longest not seen',
      completeness: completenessOf(run),
    },
    stalest.length === 0
      ? empty('No devices in this run.')
      : table(
          'Devices with the oldest check-in',
          [
            { title: 'Device' },
            { title: 'Platform' },
            { title: 'Owner' },
            { title: 'Last seen', kind: 'short' },
            numericColumn('Days'),
          ],
          stalest.map(({ name, platform, owner, lastSeenOn, days }) => [
            name,
            oneLine(platform, 24),
            owner,
            date(lastSeenOn),
            days,
          ]),
        ),
  );
}
