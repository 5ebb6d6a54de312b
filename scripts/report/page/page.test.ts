import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { createPseudonyms } from '../../support/pseudonyms';
import { readReportOf, step } from '../check/sampleReport';
import { hostileNames } from '../check/sampleTenant';
import { dataElements, noData, packModel } from './data';
import { STATIC_ROWS } from './lists';
import { toMarkup } from './html';
import { renderPage } from './page';
import type { Report } from './report';

const NOW = Date.UTC(2025, 5, 30, 12);
const assets = { styleSheet: 'b { color: red }', script: 'start()' };

const render = (report: Report) => renderPage(report, noData, assets);
const textOf = (page: string) =>
  page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const tagsOf = (page: string) =>
  (page.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/"[^"]*"/g, '""'));

describe('renderPage', () => {
  it('allows its own style and its own script only', async () => {
    const page = render(await readReportOf('Ann', NOW));
    const policy = /Content-Security-Policy"\s+content="([^"]*)"/.exec(
      page,
    )?.[1];
    const hashes = [...page.matchAll(/<(style|script)>([^]*?)<\/\1>/g)].map(
      ([, name, content]) =>
        `${name} sha256-${createHash('sha256').update(content).digest('base64')}`,
    );
    expect(hashes.map((hash) => hash.split(' ')[0])).toEqual([
      'script',
      'style',
      'script',
    ]);
    const [first, style, last] = hashes.map((hash) => hash.split(' ')[1]);
    expect(policy).toBe(
      `default-src &#39;none&#39;; style-src &#39;${style}&#39;; script-src &#39;${first}&#39; &#39;${last}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;`,
    );
    expect(page).not.toMatch(/ style=| on\w+=/);
  });

  it.each(
    hostileNames.map((name) => [JSON.stringify(name.slice(0, 50)), name]),
  )('lets the name %s become no tag and no attribute', async (_, name) => {
    const plain = tagsOf(render(await readReportOf('Ann', NOW)));
    const page = render(await readReportOf(`Ann${name}`, NOW));
    expect(tagsOf(page)).toEqual(plain);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('lets no text of any kind become a tag', async () => {
    const plain = tagsOf(render(await readReportOf('Ann', NOW)));
    const part = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '&',
      '\n',
      '-->',
      'script',
    );
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: part }), async (name) => {
        const page = render(await readReportOf(`Ann${name}`, NOW));
        expect(tagsOf(page)).toEqual(plain);
      }),
      { numRuns: 15 },
    );
  });

  it('has a list for each number, where a link leads without a script', async () => {
    const { answers, ...report } = await readReportOf('Ann', NOW);
    const page = render({ ...report, answers });
    for (const { question, address } of answers) {
      if (question.isHeadline) {
        const id = address.slice(1).replaceAll('&', '&amp;');
        expect(page).toContain(`id="${id}"`);
        expect(page).toContain(`href="#${id}"`);
      }
    }
  });

  it('ends static lists, and says so', async () => {
    const report = await readReportOf('Ann', NOW);
    const answers = report.answers.map((answer) => ({
      ...answer,
      rows: Array.from({ length: STATIC_ROWS + 1 }, () => 0),
      unknown: 0,
    }));
    const text = textOf(render({ ...report, answers }));
    expect(text).toContain(
      'Noncompliant devices: the first 200 of 201; npm run report -- --csv',
    );
  });

  it('writes the run and its time onto each sheet of paper', async () => {
    const page = render(await readReportOf('run "1"; } body {', NOW));
    expect(page).toContain('content: "Run run1body, 2025-06-30 12:00 UTC"');
  });
});

describe('what is missing', () => {
  it('is not "nothing" where nobody recorded it', async () => {
    const text = textOf(render(await readReportOf('Ann', NOW, { run: null })));
    expect(text).toContain(
      '1 of 1 step succeeded; what they left out is not recorded',
    );
    expect(text).toContain('does not show what was left out');
    expect(text).not.toMatch(
      /[Nn]othing (?:that was read )?was left out|Complete:/,
    );
  });

  it('is counted, and each reason is told', async () => {
    const text = textOf(render(await readReportOf('A reason', NOW)));
    expect(text).toContain('1 of 1 step succeeded; 3 left out');
    expect(text).toContain('3 items were left out or odd, for 1 reason.');
    expect(text).toMatch(/Left out, or odd Count What Touches 3 A reason/);
  });

  it('is nothing where the run recorded that', async () => {
    const report = await readReportOf('Ann', NOW, { run: { leftOut: [] } });
    expect(textOf(render(report))).toContain(
      'Nothing that was read was left out.',
    );
  });

  it('stands beside each number that it touches', async () => {
    const report = await readReportOf('Ann', NOW, {
      steps: [step('everything', 'failure')],
    });
    const text = textOf(render(report));
    expect(text).toContain(
      'Noncompliant devices 1 100 % of 1 device incomplete',
    );
    expect(text).toContain('0 of 1 step succeeded');
  });

  it('takes the time of the whole run, as the terminal does', async () => {
    const report = await readReportOf('Ann', NOW, { run: { seconds: 6.1 } });
    expect(textOf(render(report))).toContain('in 6.1 s');
  });
});

describe('a redacted report', () => {
  it('names nothing that the tenant named', async () => {
    const name = 'Very Secret';
    const report = await readReportOf(
      name,
      NOW,
      {
        // Microsoft's words are not the tenant's.
        entity: (entity) =>
          Object.fromEntries(
            Object.entries(entity).map(([property, value]) => [
              property,
              isNamed(property) ? value : withoutName(value, name),
            ]),
          ) as typeof entity,
        run: { id: 'run-1', events: [], leftOut: [] },
      },
      { pseudonyms: createPseudonyms('key') },
    );
    const { blocks } = packModel(report.model, undefined, Infinity);
    const data = { blocks, leftOut: [] };
    expect(renderPage(report, data, assets)).not.toContain(name);
    expect(JSON.stringify([...report.model.tables])).not.toContain(name);
  });
});

function withoutName(value: unknown, name: string): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll(name, 'word'));
}

function isNamed(property: string): boolean {
  return [
    ...['displayName', 'organizationName', 'defaultDomain', 'id', 'webLink'],
    ...['userPrincipalName', 'jobTitle', 'department', 'companyName'],
    ...['membershipRule', 'serial', 'deviceCategoryDisplayName', 'name'],
    'publisher',
  ].includes(property);
}

describe('packModel', () => {
  it('gives up installations first, then memberships, and says so', async () => {
    const { model } = await readReportOf('Ann', NOW);
    const sizeOf = (room: number) => {
      const { blocks, leftOut } = packModel(model, undefined, room);
      return { leftOut, ids: [...blocks.keys()] };
    };
    const tables = [...model.tables.keys()].flatMap((id) => [
      `names-${id}`,
      `table-${id}`,
    ]);
    const all = [...model.relations.keys()].map((id) => `relation-${id}`);
    expect(sizeOf(Infinity)).toEqual({
      leftOut: [],
      ids: ['heads', ...tables, ...all],
    });
    const { blocks } = packModel(model, undefined, Infinity);
    const size = [...blocks].reduce(
      (sum, [id, text]) => sum + toMarkup(dataElements(id, text)).length,
      0,
    );
    expect(sizeOf(size).leftOut).toEqual([]);
    const without = sizeOf(size - 1);
    expect(without.leftOut).toEqual(['installations of applications']);
    expect(without.ids).not.toContain('relation-installations');
    expect(sizeOf(0)).toEqual({
      leftOut: ['installations of applications', 'members of groups'],
      ids: ['heads', ...tables, 'relation-states', 'relation-userDevices'],
    });
  });

  it.each([0, 1, 65_536, 65_537, 200_000])(
    'puts %i letters into elements that hold all of them, in their order',
    (length) => {
      const base64 = 'abc/+123'.repeat(length / 8 + 1).slice(0, length);
      const markup = toMarkup(dataElements('heads', base64));
      const parts = [
        ...markup.matchAll(
          /<script type="text\/plain" data-block="heads">([^<]*)<\/script>/g,
        ),
      ];
      // The whole text in a message would be long.
      expect(parts.map(([, text]) => text.trim()).join('') === base64).toBe(
        true,
      );
      expect(parts).toHaveLength(Math.ceil(length / 65_536));
    },
  );

  it('has the page say what it does not hold', async () => {
    const report = await readReportOf('Ann', NOW);
    const data = packModel(report.model, undefined, 0);
    expect(textOf(renderPage(report, data, assets))).toContain(
      'it does not hold installations of applications and members of groups',
    );
  });
});
