import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { createAggregator } from '../aggregate';
import type { StoredEntity, StoredRelationship } from '../collection';
import { renderPage } from './page';
import type { RunStep, RunSummary } from '../run';

const NOW = Date.UTC(2025, 5, 30, 12);
const DAY = 24 * 60 * 60 * 1000;

const relationships: StoredRelationship[] = [
  { _type: 'azure_user_has_laptop', _fromEntityKey: 'ann', _toEntityKey: 'd1' },
  {
    _type: 'laptop_installed_intune_detected_application',
    _fromEntityKey: 'd1',
    _toEntityKey: 'app',
  },
  {
    _type: 'intune_host_agent_assigned_compliance_policy',
    _fromEntityKey: 'agent',
    _toEntityKey: 'policy',
    complianceStatus: 'nonCompliant',
  },
];

/** A tenant in which everything has that name. */
const entitiesNamed = (name: string): StoredEntity[] => [
  {
    _type: 'microsoft_365_account',
    _key: 'account',
    displayName: name,
    organizationName: name,
    defaultDomain: name,
    id: name,
  },
  { _type: 'azure_user', _key: 'ann', displayName: 'Ann' },
  { _type: 'azure_user', _key: 'bob', displayName: name, jobTitle: name },
  {
    _type: 'laptop',
    _key: 'd1',
    displayName: name,
    osName: name,
    userDisplayName: name,
    lastSeenOn: NOW - 40 * DAY,
  },
  { _type: 'intune_compliance_policy', _key: 'policy', displayName: name },
  { _type: 'intune_compliance_policy', _key: 'idle', displayName: name },
  { _type: 'intune_detected_application', _key: 'app', displayName: name },
];

const step = (
  id: string,
  counts: Record<string, number>,
  status = 'success',
): RunStep => ({
  id,
  name: `Fetch ${id}`,
  status,
  declaredTypes: Object.keys(counts),
  encounteredTypeCounts: counts,
  startTime: NOW - 2_500,
  endTime: NOW,
});

const summaryOf = (...steps: RunStep[]): RunSummary => ({
  integrationStepResults: steps,
  metadata: { partialDatasets: { types: [] } },
});

const styleSheet = 'body { color: red }';

function pageOf(
  name: string,
  summary = summaryOf(step('users', { azure_user: 2 })),
): string {
  const aggregator = createAggregator(NOW);
  relationships.forEach(aggregator.addRelationship);
  entitiesNamed(name).forEach(aggregator.addEntity);
  return renderPage(aggregator.result(), summary, styleSheet);
}

const tagsOf = (page: string) => page.match(/<[a-z][^>]*>/g) ?? [];
/** Tags with the names of their attributes, without what these say. */
const skeletonOf = (page: string) =>
  tagsOf(page).map((tag) => tag.replace(/"[^"]*"/g, '""'));

describe('renderPage', () => {
  it('allows no script, no address and no style but its own', () => {
    const page = pageOf('Contoso');
    const hash = createHash('sha256').update(styleSheet).digest('base64');
    expect(page).toContain(
      `content="default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;"`,
    );
    expect(page).toContain(`<style>${styleSheet}</style>`);
    for (const tag of tagsOf(page)) {
      expect(tag).not.toMatch(
        /^<(?:script|link|img|iframe|object|embed|base|form)\b/,
      );
      expect(tag).not.toMatch(/\s(?:style|src|srcset|on\w+)=/);
      expect(tag).not.toMatch(/\shref="(?!#)/);
    }
  });

  it('makes nothing but text of names', () => {
    const plain = skeletonOf(pageOf('Contoso'));
    const hostile = fc.oneof(
      fc.constantFrom(
        '<script>alert(1)</script>',
        '"><img src=x onerror=alert(1)>',
        '</style><script>',
        '</svg><script>',
        '<!--',
      ),
      fc.string({
        unit: fc.constantFrom(
          '<',
          '>',
          '"',
          "'",
          '&',
          '/',
          'script',
          ' onload=',
          '{a|',
          '}',
          '\u0000',
          '\n',
        ),
      }),
    );
    fc.assert(
      fc.property(hostile, (name) => {
        expect(skeletonOf(pageOf(`x${name}`))).toEqual(plain);
      }),
      { numRuns: 30 },
    );
  });

  it('says what every section is about', () => {
    const page = pageOf('Contoso').replace(/\s+/g, ' ');
    expect(page).toContain('Complete: 1 of 1 step');
    expect(page).toContain('collected 2025-06-30 12:00 UTC, in 2.5 s');
    expect(page).toContain(
      '<b>1</b> of 1 device (100 %) did not check in within 30 days',
    );
    expect(page).toContain(
      '<b>1</b> of 2 enabled members (50 %) own no managed device',
    );
    expect(page).toContain('<b>0 %</b> of 1 device state good, in 1 policy');
    expect(page).toContain('Nothing: all 1 step succeeded.');
  });

  it('never takes what was not seen for nothing', () => {
    const page = pageOf(
      'Contoso',
      summaryOf(
        step('users', { azure_user: 2 }, 'failure'),
        step('apps', { intune_detected_application: 0 }, 'disabled'),
      ),
    ).replace(/\s+/g, ' ');
    expect(page).toContain('Incomplete: 0 of 2 steps');
    expect(page).toContain(
      'Incomplete: a step behind these numbers did not succeed.',
    );
    expect(page).toContain(
      'Not collected: the steps behind these numbers are disabled.',
    );
    expect(page).toContain('Fetch users (users)');
    expect(page.indexOf('id="blind-spots"')).toBeLessThan(
      page.indexOf('id="graph"'),
    );
  });

  it('tells when the files do not hold what the summary counts', () => {
    const page = pageOf('Contoso', summaryOf(step('users', { azure_user: 3 })));
    expect(page).toContain(
      'Types whose files do not hold what the summary counts',
    );
  });
});

describe('createAggregator', () => {
  it('refuses relationships after entities', () => {
    const aggregator = createAggregator(NOW);
    aggregator.addEntity({ _type: 'azure_user', _key: 'ann' });
    expect(() => aggregator.addRelationship(relationships[0])).toThrow(
      'Relationships have to come before entities',
    );
  });
});
