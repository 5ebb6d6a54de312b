/** The picture of the graph of types as SVG: cards for nodes, labelled curves for edges. */
import { number, shortNumber } from '../text';
import type { TypeGraph } from '../typeGraph';
import { html, type Html } from './html';
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
/** In CSS pixels, where there is room. */
const WIDTH = 1_136;

/** @param description what the picture shows, for those who cannot see it */
export function typeGraphChart(graph: TypeGraph, description: string): Html {
  const { nodes, edges, height } = layOut(graph, WIDTH);
  return html`<svg
    class="type-graph"
    role="img"
    aria-label="${description}"
    viewBox="0 0 ${WIDTH} ${height}"
  >
    ${edges.map(drawCurve)} ${edges.map(drawLabel)} ${nodes.map(drawNode)}
  </svg>`;
}

function drawNode({ group, count, corner: { x, y } }: PlacedNode): Html {
  return html`<rect
      class="node ${count === undefined ? 'absent' : ''}"
      x="${x}"
      y="${y}"
      width="${nodeSize.width}"
      height="${nodeSize.height}"
      rx="9"
    />
    <rect
      class="family ${group.family}"
      x="${x + 10}"
      y="${y + 12}"
      width="4"
      height="${nodeSize.height - 24}"
      rx="2"
    />
    <text class="node-title" x="${x + 23}" y="${y + 25}">${group.title}</text>
    <text class="node-count" x="${x + 23}" y="${y + 46}">
      ${count === undefined ? NONE : number(count)}
    </text> `;
}

function drawCurve(edge: PlacedEdge): Html {
  const { from, fromControl, toControl, to } = edge;
  const total = totalOf(edge);
  const { base, wings } = arrow(edge);
  const points = [[to.x, to.y], ...wings].map((point) => point.join(','));
  return html`<path
      class="edge ${total === 0 ? 'absent' : ''}"
      d="M ${from.x} ${from.y} C ${fromControl.x} ${fromControl.y} ${toControl.x} ${toControl.y} ${base.x} ${base.y}"
      stroke-width="${lineWidth(total)}"
    />
    <polygon class="arrow" points="${points.join(' ')}" /> `;
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

function drawLabel({ classes, label }: PlacedEdge): Html {
  const lines = classes.map(
    ({ name, count }) =>
      `${name} ${count === undefined ? NONE : shortNumber(count)}`,
  );
  const longest = Math.max(...lines.map((line) => line.length));
  const width = longest * LABEL.character + 2 * LABEL.padding;
  const height = lines.length * LABEL.line + 5;
  const top = label.y - height / 2;
  return html`<rect
      class="edge-label"
      x="${label.x - width / 2}"
      y="${top}"
      width="${width}"
      height="${height}"
      rx="9"
    />
    ${lines.map(
      (text, index) =>
        html`<text
          class="edge-text"
          x="${label.x}"
          y="${top + 13.5 + index * LABEL.line}"
        >
          ${text}
        </text> `,
    )}`;
}

function totalOf({ classes }: PlacedEdge): number {
  return classes.reduce((sum, { count }) => sum + (count ?? 0), 0);
}

/** Thousands are visibly more than tens, and a million still fits. In px. */
function lineWidth(count: number): number {
  return Math.min(5, 1 + 0.7 * Math.log10(Math.max(1, count)));
}
