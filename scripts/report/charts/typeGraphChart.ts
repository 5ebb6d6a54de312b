/** The picture of the graph of types: cards for nodes, labelled curves for edges. */
import type { GraphicComponentOption } from 'echarts';
import { number, shortNumber } from '../text';
import type { TypeGraph } from '../typeGraph';
import { color, still, type Chart } from './chart';
import {
  layOut,
  nodeSize,
  type PlacedEdge,
  type PlacedNode,
} from './typeGraphLayout';

/** Where the run did not look. */
const NONE = '–';
const ARROW = { length: 8, halfWidth: 4.5 };
const LABEL = { line: 15, character: 6.6, padding: 7 };

export function typeGraphChart(graph: TypeGraph, width: number): Chart {
  const { nodes, edges, height } = layOut(graph, width);
  return {
    width,
    height,
    option: {
      ...still,
      graphic: [
        ...edges.flatMap(drawCurve),
        ...edges.flatMap(drawLabel),
        ...nodes.flatMap(drawNode),
      ],
    },
  };
}

function drawNode({
  group,
  count,
  corner: { x, y },
}: PlacedNode): GraphicComponentOption[] {
  return [
    {
      type: 'rect',
      silent: true,
      shape: { x, y, ...nodeSize, r: 9 },
      style: {
        fill: 'var(--node)',
        stroke: color.line,
        lineWidth: 1,
        lineDash: count === undefined ? [4, 4] : undefined,
      },
    },
    {
      type: 'rect',
      silent: true,
      shape: {
        x: x + 10,
        y: y + 12,
        width: 4,
        height: nodeSize.height - 24,
        r: 2,
      },
      style: { fill: `var(--family-${group.family})` },
    },
    {
      type: 'text',
      silent: true,
      x: x + 23,
      y: y + 21,
      style: {
        text: group.title,
        fill: color.muted,
        ...textFont(12, 400),
        verticalAlign: 'middle',
      },
    },
    {
      type: 'text',
      silent: true,
      x: x + 23,
      y: y + 40,
      style: {
        text: count === undefined ? NONE : number(count),
        fill: color.ink,
        ...textFont(18, 700),
        verticalAlign: 'middle',
      },
    },
  ];
}

function drawCurve(edge: PlacedEdge): GraphicComponentOption[] {
  const { from, fromControl, toControl, to } = edge;
  const total = totalOf(edge);
  const tip = arrow(edge);
  return [
    {
      type: 'bezierCurve',
      silent: true,
      shape: {
        x1: from.x,
        y1: from.y,
        cpx1: fromControl.x,
        cpy1: fromControl.y,
        cpx2: toControl.x,
        cpy2: toControl.y,
        x2: tip.base.x,
        y2: tip.base.y,
      },
      style: {
        fill: 'none',
        stroke: 'var(--edge)',
        lineWidth: lineWidth(total),
        lineDash: total === 0 ? [4, 4] : undefined,
      },
    },
    {
      type: 'polygon',
      silent: true,
      shape: { points: [[to.x, to.y], ...tip.wings] },
      style: { fill: 'var(--edge)' },
    },
  ];
}

/** The head points along the end of the curve, which is level or upright. */
function arrow({ toControl, to }: PlacedEdge) {
  const length = Math.hypot(to.x - toControl.x, to.y - toControl.y) || 1;
  const dx = (to.x - toControl.x) / length;
  const dy = (to.y - toControl.y) / length;
  const base = { x: to.x - dx * ARROW.length, y: to.y - dy * ARROW.length };
  const wing = (side: number) => [
    base.x - dy * ARROW.halfWidth * side,
    base.y + dx * ARROW.halfWidth * side,
  ];
  return { base, wings: [wing(1), wing(-1)] };
}

function drawLabel({ classes, label }: PlacedEdge): GraphicComponentOption[] {
  const lines = classes.map(
    ({ name, count }) =>
      `${name} ${count === undefined ? NONE : shortNumber(count)}`,
  );
  const longest = Math.max(...lines.map((line) => line.length));
  const width = longest * LABEL.character + 2 * LABEL.padding;
  const height = lines.length * LABEL.line + 5;
  const top = label.y - height / 2;
  return [
    {
      type: 'rect',
      silent: true,
      shape: { x: label.x - width / 2, y: top, width, height, r: 9 },
      style: { fill: color.surface, stroke: color.line, lineWidth: 1 },
    },
    ...lines.map((text, index): GraphicComponentOption => ({
      type: 'text',
      silent: true,
      x: label.x,
      y: top + 2.5 + (index + 0.5) * LABEL.line,
      style: {
        text,
        fill: color.ink,
        ...textFont(10.5, 500),
        align: 'center',
        verticalAlign: 'middle',
      },
    })),
  ];
}

function textFont(fontSize: number, fontWeight: number) {
  return { fontSize, fontWeight, fontFamily: 'inherit' };
}

function totalOf({ classes }: PlacedEdge): number {
  return classes.reduce((sum, { count }) => sum + (count ?? 0), 0);
}

/** Thousands are visibly more than tens, and a million still fits. In px. */
function lineWidth(count: number): number {
  return Math.min(5, 1 + 0.7 * Math.log10(Math.max(1, count)));
}
