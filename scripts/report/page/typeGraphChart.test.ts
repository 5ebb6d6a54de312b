import { buildTypeGraph, type TypeGraph } from '../typeGraph';
import { entityTypes, relationshipTypes } from '../types';
import { toMarkup } from './html';
import { typeGraphChart } from './typeGraphChart';
import { layOut, nodeSize, type Point } from './typeGraphLayout';

const WIDTH = 1_136;

const everyType = new Map(
  [...entityTypes, ...relationshipTypes.map(({ _type }) => _type)].map(
    (type) => [type, 1_234] as const,
  ),
);
const graph = buildTypeGraph(everyType, () => true);

describe('typeGraphChart', () => {
  it('draws without a style, a script or an address', () => {
    const svg = toMarkup(typeGraphChart(graph, 'The graph'));
    expect(svg).toMatch(/^<svg\s[^]*<\/svg>$/);
    expect(svg).not.toMatch(/<style|<script| style=| on\w+=|https?:/);
    expect(svg).toContain('1,234');
  });

  it('has no number where the run did not look', () => {
    const nothing = buildTypeGraph(new Map(), () => false);
    const svg = toMarkup(typeGraphChart(nothing, 'The graph'));
    expect(svg).toContain('–');
    expect(svg).not.toMatch(/>\s*0\s*</);
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
    const { nodes, height } = layOut(given, WIDTH);
    const overlapping = nodes.filter((node, index) =>
      nodes
        .slice(index + 1)
        .some((other) => boxesOverlap(node.corner, other.corner)),
    );
    expect(overlapping).toEqual([]);
    for (const { corner } of nodes) {
      expect(corner.x).toBeGreaterThanOrEqual(0);
      expect(corner.x + nodeSize.width).toBeLessThanOrEqual(WIDTH);
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
    const { nodes, edges } = layOut(graph, WIDTH);
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
