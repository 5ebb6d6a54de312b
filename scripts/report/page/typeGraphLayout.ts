/** Where the nodes of the graph of types stand, and how its edges run: plain geometry. */
import type { TypeEdge, TypeGraph, TypeNode } from '../typeGraph';
import { groups } from '../types';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedNode extends TypeNode {
  /** The upper left corner. */
  readonly corner: Point;
}

/** A cubic Bézier curve, with the place of its label. */
export interface PlacedEdge extends TypeEdge {
  readonly from: Point;
  readonly fromControl: Point;
  readonly toControl: Point;
  readonly to: Point;
  readonly label: Point;
}

export const nodeSize = { width: 140, height: 58 } as const;

/** Gaps between columns, as parts of all room between them: the last two hold longer labels. */
const gaps = [0.2, 0.22, 0.28, 0.3];
const COLUMNS = gaps.length + 1;
const ROW = 106;
/** Room above, for an edge from a group to itself. */
const TOP = 52;
const BOTTOM = 12;
/** Room for the strokes of the outermost nodes. */
const SIDE = 1;
const LOOP = 44;

/** Column and row of each group: edges run from left to right, and none crosses another. */
const cells: Readonly<Record<string, readonly [column: number, row: number]>> =
  {
    [groups.account.id]: [0, 0.5],
    [groups.userGroups.id]: [1, 0],
    [groups.users.id]: [1, 1],
    [groups.members.id]: [2, 0],
    [groups.devices.id]: [2, 1],
    [groups.hostAgents.id]: [2, 2.5],
    [groups.compliancePolicies.id]: [3, 2.5],
    [groups.configurations.id]: [3, 3.35],
    [groups.detectedApplications.id]: [4, 0],
    [groups.managedApplications.id]: [4, 1],
    [groups.findings.id]: [4, 2],
  };

/** Groups that nobody placed stand in rows below. */
const FIRST_SPARE_ROW = 4.3;

export interface Layout {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly height: number;
}

export function layOut({ nodes, edges }: TypeGraph, width: number): Layout {
  const unplaced = nodes
    .map(({ group }) => group.id)
    .filter((id) => !Object.hasOwn(cells, id));
  const lefts = columnsOf(width);
  const placed = nodes.map((node): PlacedNode => {
    const [column, row] =
      cells[node.group.id] ?? spareCell(unplaced.indexOf(node.group.id));
    return { ...node, corner: { x: lefts[column], y: TOP + row * ROW } };
  });
  const corners = new Map(placed.map((node) => [node.group.id, node.corner]));
  const lowest = Math.max(0, ...placed.map(({ corner }) => corner.y));
  return {
    nodes: placed,
    edges: edges.flatMap((edge) => placeEdge(edge, corners) ?? []),
    height: lowest + nodeSize.height + BOTTOM,
  };
}

/** The left edge of each column. */
function columnsOf(width: number): number[] {
  const room = width - 2 * SIDE - COLUMNS * nodeSize.width;
  return gaps.reduce(
    (lefts, gap) => [
      ...lefts,
      lefts[lefts.length - 1] + nodeSize.width + gap * room,
    ],
    [SIDE],
  );
}

function spareCell(index: number): readonly [number, number] {
  return [index % COLUMNS, FIRST_SPARE_ROW + Math.floor(index / COLUMNS)];
}

function placeEdge(
  edge: TypeEdge,
  corners: ReadonlyMap<string, Point>,
): PlacedEdge | undefined {
  const source = corners.get(edge.source);
  const target = corners.get(edge.target);
  if (!source || !target) {
    return undefined;
  }
  if (edge.source === edge.target) {
    return { ...edge, ...loop(source) };
  }
  const ends =
    source.x === target.x ? upright(source, target) : level(source, target);
  return { ...edge, ...ends, label: middleOf(ends) };
}

type Curve = Pick<PlacedEdge, 'from' | 'fromControl' | 'toControl' | 'to'>;

/** From side to side; both ends are level, so that arrow heads are. */
function level(source: Point, target: Point): Curve {
  const isForward = source.x < target.x;
  const centre = nodeSize.height / 2;
  const from = {
    x: source.x + (isForward ? nodeSize.width : 0),
    y: source.y + centre,
  };
  const to = {
    x: target.x + (isForward ? 0 : nodeSize.width),
    y: target.y + centre,
  };
  const x = (from.x + to.x) / 2;
  return {
    from,
    fromControl: { x, y: from.y },
    toControl: { x, y: to.y },
    to,
  };
}

function upright(source: Point, target: Point): Curve {
  const isDown = source.y < target.y;
  const x = source.x + nodeSize.width / 2;
  const from = { x, y: source.y + (isDown ? nodeSize.height : 0) };
  const to = { x, y: target.y + (isDown ? 0 : nodeSize.height) };
  const y = (from.y + to.y) / 2;
  return { from, fromControl: { x, y }, toControl: { x, y }, to };
}

/** Out at the top and in again. */
function loop({ x, y }: Point): Curve & Pick<PlacedEdge, 'label'> {
  const from = { x: x + nodeSize.width * 0.3, y };
  const to = { x: x + nodeSize.width * 0.7, y };
  return {
    from,
    fromControl: { x: from.x, y: y - LOOP },
    toControl: { x: to.x, y: y - LOOP },
    to,
    label: { x: x + nodeSize.width / 2, y: y - LOOP * 0.75 },
  };
}

/** The point at half of a cubic Bézier curve's parameter. */
function middleOf({ from, fromControl, toControl, to }: Curve): Point {
  const at = (axis: keyof Point) =>
    (from[axis] + 3 * fromControl[axis] + 3 * toControl[axis] + to[axis]) / 8;
  return { x: at('x'), y: at('y') };
}
