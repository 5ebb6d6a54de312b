/** The head of the page: which tenant, when, how complete, and the numbers that everybody asks for. */
import type { Aggregate } from '../aggregate';
import type { Run } from '../run';
import { dateTime, duration, number, oneLine, percent, plural } from '../text';
import { sumOf } from '../typeGraph';
import {
  entityTypes,
  groups,
  relationshipTypes,
  type TypeGroup,
} from '../types';
import { html, type Html } from './html';

export function header({ account }: Aggregate, run: Run): Html {
  const isWhole = run.blindSpots.length === 0;
  const facts = [
    account?.domain,
    account?.tenantId ? `tenant ${account.tenantId}` : undefined,
    `collected ${dateTime(run.endedAt)}, in ${duration(run.endedAt - run.startedAt)}`,
  ].flatMap((fact) => fact ?? []);
  return html`<header>
    <div>
      <p class="eyebrow">Microsoft 365 for JupiterOne</p>
      <h1>
        <bdi>${oneLine(account?.name ?? 'Unknown tenant')}</bdi>
      </h1>
      <p class="facts">
        ${facts.map((fact) => html`<span>${oneLine(fact)}</span> `)}
      </p>
    </div>
    <a class="badge ${isWhole ? 'good' : 'bad'}" href="#blind-spots"
      >${isWhole ? 'Complete' : 'Incomplete'}: ${run.succeeded} of
      ${plural(run.steps.length, 'step')}</a
    >
  </header> `;
}

interface Headline {
  readonly group: TypeGroup;
  readonly title: string;
  readonly detail: string;
}

export function headlines(aggregate: Aggregate, run: Run): Html {
  const { counts } = aggregate;
  return html`<dl class="headlines">
      ${headlineOf(aggregate).map(({ group, title, detail }) => {
        const completeness = run.completeness(group.types);
        const count = number(sumOf(group.types, counts));
        return html`<div class="headline ${group.family}">
          <dt>${title}</dt>
          <dd class="count" data-types="${group.types.join(' ')}">
            ${completeness === 'not collected' ? '–' : count}
          </dd>
          <dd class="detail">
            ${completeness === 'complete' ? detail : completeness}
          </dd>
        </div> `;
      })}
    </dl>
    <p class="totals">
      In all <b data-total="entities">${number(sumOf(entityTypes, counts))}</b>
      entities and
      <b data-total="relationships">${number(totalRelationships(counts))}</b>
      relationships.
    </p>`;
}

function totalRelationships(counts: Aggregate['counts']): number {
  const types = new Set(relationshipTypes.map(({ _type }) => _type));
  return sumOf([...types], counts);
}

function headlineOf({ counts, devices, users }: Aggregate): Headline[] {
  const { members, guests } = users;
  const policies = sumOf(groups.compliancePolicies.types, counts);
  return [
    {
      group: groups.users,
      title: 'Users',
      detail: `${number(members.total)} members, ${plural(guests.total, 'guest')}`,
    },
    {
      group: groups.userGroups,
      title: 'Groups',
      detail: `${number(sumOf(groups.members.types, counts))} other members`,
    },
    {
      group: groups.devices,
      title: 'Devices',
      detail: `${percent(devices.encrypted, devices.encryptionKnown)} encrypted`,
    },
    {
      group: groups.findings,
      title: 'Open findings',
      detail: `from ${plural(policies + sumOf(groups.configurations.types, counts), 'policy', 'policies')}`,
    },
    {
      group: groups.detectedApplications,
      title: 'Detected apps',
      detail: 'by name, all versions',
    },
    {
      group: groups.managedApplications,
      title: 'Managed apps',
      detail: 'assigned by Intune',
    },
  ];
}
