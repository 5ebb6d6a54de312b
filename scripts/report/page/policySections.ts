/** How devices stand to compliance policies and to configurations. */
import type { Aggregate } from '../aggregate';
import { cardWidth } from '../charts/chart';
import { policyChart, statusTitles } from '../charts/policyBars';
import type { Run } from '../run';
import {
  shownStatuses,
  type PolicyCompliance,
  type PolicyResult,
} from '../tallies/policies';
import { number, oneLine, percent, plural } from '../text';
import { groups, relationshipTypes, type TypeGroup } from '../types';
import { html, type Html } from './html';
import {
  card,
  empty,
  figure,
  numbersBehind,
  numericColumn,
  table,
} from './parts';

/** Bars; the table has them all. */
const BARS = 10;
/** Rows that a page can bear. */
const ROWS = 200;

export function policySections(aggregate: Aggregate, run: Run): Html {
  return html`${policySection(
    { id: 'compliance', title: 'Compliance by policy' },
    groups.compliancePolicies,
    aggregate.compliancePolicies,
    run,
  )}
  ${policySection(
    { id: 'configurations', title: 'Device configurations' },
    groups.configurations,
    aggregate.configurations,
    run,
  )}`;
}

function policySection(
  heading: { readonly id: string; readonly title: string },
  group: TypeGroup,
  { assigned, unassigned }: PolicyResult,
  run: Run,
): Html {
  const shown = assigned.slice(0, BARS);
  return card(
    {
      ...heading,
      lead: assigned.length === 0 ? undefined : leadOf(assigned, shown.length),
      completeness: run.completeness([...group.types, ...statesOf(group)]),
      isWide: true,
    },
    shown.length === 0
      ? empty('No device has a state here.')
      : figure(
          policyChart(shown, cardWidth.full),
          `${heading.title}. ${shown.map(inWords).join('; ')}`,
          'large',
        ),
    unassigned.length === 0
      ? undefined
      : html`<p class="footnote">
          Without a device:
          ${unassigned
            .slice(0, BARS)
            .map(
              (name, index) =>
                html`${index > 0 ? ', ' : ''}<bdi>${oneLine(name, 60)}</bdi>`,
            )}${
            unassigned.length > BARS
              ? ` and ${number(unassigned.length - BARS)} more`
              : ''
          }.
        </p>`,
    shown.length === 0 ? undefined : numbersBehind(statusTable(assigned)),
  );
}

/** The types that carry the states of devices. */
function statesOf({ id }: TypeGroup): string[] {
  return relationshipTypes
    .filter(
      ({ targetType, _class }) => targetType === id && _class === 'ASSIGNED',
    )
    .map(({ _type }) => _type);
}

function leadOf(assigned: readonly PolicyCompliance[], shown: number): Html {
  const states = assigned.reduce((sum, { devices }) => sum + devices, 0);
  const good = assigned.reduce(
    (sum, { byStatus }) =>
      sum +
      (byStatus.get('compliant') ?? 0) +
      (byStatus.get('remediated') ?? 0),
    0,
  );
  const order =
    shown < assigned.length
      ? `; the ${shown} worst are shown`
      : ', worst first';
  return html`<b>${percent(good, states)}</b> of
    ${plural(states, 'device state')} good, in
    ${plural(assigned.length, 'policy', 'policies')}${order}.`;
}

function inWords({ name, byStatus }: PolicyCompliance): string {
  const parts = shownStatuses.flatMap((status) => {
    const count = byStatus.get(status) ?? 0;
    return count > 0 ? `${statusTitles[status]} ${number(count)}` : [];
  });
  return `${oneLine(name, 60)}: ${parts.join(', ')}`;
}

function statusTable(assigned: readonly PolicyCompliance[]): Html {
  return table(
    assigned.length > ROWS
      ? `Devices by state, of the ${ROWS} worst policies`
      : 'Devices by state',
    [
      { title: 'Policy' },
      ...shownStatuses.map((status) => numericColumn(statusTitles[status])),
      numericColumn('Devices'),
    ],
    assigned
      .slice(0, ROWS)
      .map(({ name, devices, byStatus }) => [
        name,
        ...shownStatuses.map((status) => byStatus.get(status) ?? 0),
        devices,
      ]),
  );
}
