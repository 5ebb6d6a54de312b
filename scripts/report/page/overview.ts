/** Bars below the first screen: policies, systems and ages of devices. Each leads to its rows. */
import {
  badness,
  complianceStatuses,
  isAssigned,
  type ComplianceStatus,
} from '../../../src/steps/findings/status';
import { displayText, formatRow, formatView } from '../browser/filters';
import { tableOf } from '../model/model';
import { valuesOf, type Value } from '../model/table';
import { number, percent, plural } from '../text';
import { groups, statesOf } from '../types';
import { html, type Html } from './html';
import { bars, card, empty, type Bar } from './parts';
import type { Report } from './report';

const BARS = 10;

/** From the best to the worst: the order of the parts of a bar. */
const shownStatuses = [...complianceStatuses]
  .filter(isAssigned)
  .sort((a, b) => badness(a) - badness(b));

const statusTitles: Readonly<Record<ComplianceStatus, string>> = {
  notAssigned: 'not assigned',
  notApplicable: 'not applicable',
  compliant: 'compliant',
  remediated: 'remediated',
  unknown: 'unknown',
  conflict: 'conflict',
  error: 'error',
  nonCompliant: 'not compliant',
};
const badStatuses: readonly ComplianceStatus[] = [
  'conflict',
  'error',
  'nonCompliant',
];

export function policySection({ model, run }: Report): Html {
  const table = tableOf(model, 'policies');
  const names = valuesOf(table, 'name');
  const counts = shownStatuses.map((status) => valuesOf(table, status));
  const policies = names
    .map((title, row) => {
      const states = shownStatuses.map((status, index) => ({
        status,
        devices: Number(counts[index][row] ?? 0),
      }));
      const sum = (some: readonly { readonly devices: number }[]) =>
        some.reduce((total, { devices }) => total + devices, 0);
      const bad = sum(
        states.filter(({ status }) => badStatuses.includes(status)),
      );
      return { row, title: String(title), states, bad, devices: sum(states) };
    })
    .filter(({ devices }) => devices > 0)
    .sort((a, b) => b.bad - a.bad || b.devices - a.devices || a.row - b.row);
  return card(
    {
      id: 'policy-states',
      title: 'Policies that devices do not keep',
      lead: html`The
        ${plural(Math.min(BARS, policies.length), 'policy', 'policies')} with
        the most devices that do not keep them, of
        <a href="#policies">${number(table.rows)}</a>.`,
      completeness: run.completeness([
        ...statesOf(groups.compliancePolicies.id),
        ...statesOf(groups.configurations.id),
      ]),
      isWide: true,
    },
    policies.length === 0
      ? empty('No device has a state here.')
      : html`${legend()}${bars(
          policies.slice(0, BARS).map(({ row, title, states }): Bar => ({
            name: title,
            address: formatRow({ table: 'policies', row }),
            parts: states.map(({ status, devices }) => ({
              value: devices,
              color: `status-${status}`,
            })),
            label: states
              .filter(({ devices }) => devices > 0)
              .map(
                ({ status, devices }) =>
                  `${number(devices)} ${statusTitles[status]}`,
              )
              .join(', '),
          })),
        )}`,
  );
}

function legend(): Html {
  return html`<ul class="legend" aria-label="Colors">
    ${shownStatuses.map(
      (status) =>
        html`<li>
          <svg class="swatch" viewBox="0 0 10 10" aria-hidden="true">
            <rect class="status-${status}" width="10" height="10" rx="3" />
          </svg>
          ${statusTitles[status]}
        </li> `,
    )}
  </ul>`;
}

export function systemSection({ model, run }: Report): Html {
  const table = tableOf(model, 'devices');
  const systems = valuesOf(table, 'osName');
  const versions = valuesOf(table, 'osVersion');
  const counts = new Map<string, SystemCount>();
  systems.forEach((system, row) => {
    const key = JSON.stringify([system, versions[row]]);
    const known = counts.get(key);
    if (known) {
      known.devices += 1;
    } else {
      counts.set(key, { system, version: versions[row], devices: 1 });
    }
  });
  const ranked = [...counts.values()].sort((a, b) => b.devices - a.devices);
  return card(
    {
      id: 'systems',
      title: 'Systems and versions',
      lead:
        ranked.length > BARS
          ? html`The ${BARS} most frequent of
              ${plural(ranked.length, 'version')};
              <a href="#devices?sort=osVersion">all devices by version</a>.`
          : undefined,
      completeness: run.completeness(groups.devices.types),
    },
    ranked.length === 0
      ? empty('No devices in this run.')
      : bars(
          ranked.slice(0, BARS).map(({ system, version, devices }): Bar => ({
            name: `${system ?? 'Unknown system'} ${version ?? 'of unknown version'}`,
            address: devicesWhere({
              osName: `=${system ?? ''}`,
              osVersion: `=${version ?? ''}`,
            }),
            parts: [{ value: devices, color: 'family-devices' }],
            label: `${number(devices)} · ${percent(devices, table.rows)}`,
          })),
        ),
  );
}

interface SystemCount {
  readonly system: Value;
  readonly version: Value;
  devices: number;
}

const ages: readonly {
  readonly title: string;
  readonly from: number;
  readonly to: number;
}[] = [
  { title: 'Within a day', from: 0, to: 1 },
  { title: '2 to 7 days ago', from: 2, to: 7 },
  { title: '8 to 30 days ago', from: 8, to: 30 },
  { title: '31 to 90 days ago', from: 31, to: 90 },
  { title: 'More than 90 days ago', from: 91, to: Infinity },
];

export function ageSection({ model, run }: Report): Html {
  const table = tableOf(model, 'devices');
  const days = valuesOf(table, 'daysUnseen');
  const never = days.filter((value) => value === undefined).length;
  const rows = ages.map(({ title, from, to }) => ({
    title,
    expression: to === Infinity ? `>=${from}` : `${from}..${to}`,
    isStale: from > 30,
    devices: days.filter(
      (value) => typeof value === 'number' && value >= from && value <= to,
    ).length,
  }));
  const all = [
    ...rows,
    { title: 'Not known', expression: '=', isStale: true, devices: never },
  ].filter(({ devices, expression }) => devices > 0 || expression !== '=');
  return card(
    {
      id: 'ages',
      title: 'Last seen',
      lead: 'Days from the last contact with Intune to this run.',
      completeness: run.completeness(groups.devices.types),
    },
    table.rows === 0
      ? empty('No devices in this run.')
      : bars(
          all.map(({ title, expression, isStale, devices }): Bar => ({
            name: title,
            address: devicesWhere({ daysUnseen: expression }),
            parts: [
              {
                value: devices,
                color: isStale ? 'stale' : 'family-devices',
              },
            ],
            label: `${number(devices)} · ${percent(devices, table.rows)}`,
          })),
        ),
  );
}

function devicesWhere(filters: Readonly<Record<string, string>>): string {
  return formatView({
    table: 'devices',
    search: '',
    filters: new Map(Object.entries(filters)),
  });
}

/** What is shown of a value in a static list. */
export function cellText(
  column: Parameters<typeof displayText>[0],
  value: Value,
): string | number {
  return column.kind === 'number' && typeof value === 'number'
    ? value
    : displayText(column, value);
}
