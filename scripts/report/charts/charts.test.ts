import * as fc from 'fast-check';
import { buildTypeGraph, type TypeGraph } from '../typeGraph';
import { entityTypes, relationshipTypes } from '../types';
import { barChart } from './bars';
import { cardWidth } from './chart';
import { ageChart } from './columns';
import { donutChart } from './donut';
import { policyChart } from './policyBars';
import { renderChart, withoutInlineStyle } from './renderChart';
import { typeGraphChart } from './typeGraphChart';
import { layOut, nodeSize, type Point } from './typeGraphLayout';

const everyType = new Map(
  [...entityTypes, ...relationshipTypes.map(({ _type }) => _type)].map(
    (type) => [type, 1_234] as const,
  ),
);
const graph = buildTypeGraph(everyType, () => true);

const textsOf = (svg: string) =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

describe('withoutInlineStyle', () => {
  it('turns styles into attributes, and drops what scripts and pointers need', () => {
    const svg =
      '<svg><text style="font-size:12px;font-family:inherit;" class="a" ecmeta_data_index="1" xml:space="preserve" fill="red">x</text>' +
      '<style ><![CDATA[ .a:hover { cursor: pointer; } ]]></style></svg>';
    expect(withoutInlineStyle(svg)).toBe(
      '<svg><text font-size="12px" font-family="inherit" fill="red">x</text></svg>',
    );
  });

  it('leaves texts alone', () => {
    const svg = '<text>class=&quot;a&quot; style=&quot;b:c&quot;</text>';
    expect(withoutInlineStyle(svg)).toBe(svg);
  });
});

describe('renderChart', () => {
  it.each([
    ['bars', barChart([{ name: 'a', value: 1, color: 'red' }], 400)],
    ['no bars', barChart([], 400)],
    [
      'policies',
      policyChart(
        [{ name: 'p', devices: 1, byStatus: new Map([['error', 1]]) }],
        900,
      ),
    ],
    ['ages', ageChart([{ title: 'old', devices: 1, isStale: true }], 400)],
    ['shares', donutChart([{ name: 'a', value: 1, color: 'red' }], 'devices')],
    ['the graph', typeGraphChart(graph, cardWidth.full)],
  ])('draws %s without a style, a class or a script', (_, chart) => {
    const svg = renderChart(chart);
    expect(svg).toMatch(/^<svg [^]*<\/svg>$/);
    expect(svg).not.toMatch(
      /<style|<script| style=| class=|ecmeta|https?:(?!\/\/www\.w3\.org\/)/,
    );
  });

  it('shows a name as it is, whatever it holds', () => {
    const name = '<script>{b|x}</script>"\'&';
    const svg = renderChart(
      barChart([{ name, value: 7, color: 'red' }], 600, 400),
    );
    expect(textsOf(svg)).toEqual([
      '&lt;script&gt;{b|x}&lt;/script&gt;&quot;&#39;&amp;',
      '7',
    ]);
  });

  it('lets no name become a tag or an attribute', () => {
    const hostile = fc.string({
      unit: fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '&',
        '{',
        '|',
        '}',
        '\n',
        'script',
        'style=',
        ' onload=',
      ),
    });
    const tagsOf = (svg: string) =>
      (svg.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/"[^"]*"/g, '""'));
    const plain = tagsOf(
      renderChart(barChart([{ name: 'a', value: 1, color: 'red' }], 600)),
    );
    fc.assert(
      fc.property(hostile, (name) => {
        const svg = renderChart(
          barChart([{ name: `a${name}`, value: 1, color: 'red' }], 600),
        );
        expect(tagsOf(svg)).toEqual(plain);
      }),
      { numRuns: 50 },
    );
  });
});

describe('policyChart', () => {
  it('numbers the parts that have room', () => {
    const svg = renderChart(
      policyChart(
        [
          {
            name: 'p',
            devices: 1_000,
            byStatus: new Map([
              ['compliant', 998],
              ['error', 2],
            ] as const),
          },
        ],
        900,
      ),
    );
    expect(textsOf(svg)).toContain('998');
    expect(textsOf(svg)).not.toContain('2');
  });
});

describe('layOut', () => {
  const boxesOverlap = (a: Point, b: Point) =>
    Math.abs(a.x - b.x) < nodeSize.width &&
    Math.abs(a.y - b.y) < nodeSize.height;

  const withStrangers: TypeGraph = {
    nodes: [
      ...graph.nodes,
      ...Array.from({ length: 7 }, (_, index) => ({
        group: {
          id: `new_${index}`,
          title: 'New',
          family: 'other' as const,
          types: [],
        },
        count: 1,
      })),
    ],
    edges: [
      ...graph.edges,
      {
        source: 'new_0',
        target: 'devices',
        classes: [{ name: 'HAS', count: 1 }],
      },
      {
        source: 'new_0',
        target: 'nowhere',
        classes: [{ name: 'HAS', count: 1 }],
      },
    ],
  };

  it.each([
    ['the declared types', graph],
    ['types that nobody placed', withStrangers],
  ])('gives every node a place of its own: %s', (_, given) => {
    const { nodes, height } = layOut(given, cardWidth.full);
    const overlapping = nodes.filter((node, index) =>
      nodes
        .slice(index + 1)
        .some((other) => boxesOverlap(node.corner, other.corner)),
    );
    expect(overlapping).toEqual([]);
    for (const { corner } of nodes) {
      expect(corner.x).toBeGreaterThanOrEqual(0);
      expect(corner.x + nodeSize.width).toBeLessThanOrEqual(cardWidth.full);
      expect(corner.y + nodeSize.height).toBeLessThanOrEqual(height);
    }
  });

  it('draws every edge between nodes that there are', () => {
    expect(layOut(graph, 1_000).edges).toHaveLength(graph.edges.length);
    expect(layOut(withStrangers, 1_000).edges).toHaveLength(
      graph.edges.length + 1,
    );
  });

  it('puts no label onto a node or onto another label', () => {
    const { nodes, edges } = layOut(graph, cardWidth.full);
    const labels = edges.map(({ label }) => label);
    const onNode = labels.filter(({ x, y }) =>
      nodes.some(
        ({ corner }) =>
          x > corner.x &&
          x < corner.x + nodeSize.width &&
          y > corner.y &&
          y < corner.y + nodeSize.height,
      ),
    );
    const onLabel = labels.filter((label, index) =>
      labels
        .slice(index + 1)
        .some(
          (other) =>
            Math.abs(label.x - other.x) < 90 &&
            Math.abs(label.y - other.y) < 20,
        ),
    );
    expect([onNode, onLabel]).toEqual([[], []]);
  });
});
