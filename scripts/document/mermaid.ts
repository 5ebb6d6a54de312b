/** Flowcharts in the language of Mermaid, which GitHub and many editors draw: https://mermaid.js.org/syntax/flowchart.html */

export interface DiagramNode {
  /** Letters, digits, `_` and `-` only, and not one of Mermaid's own words. */
  readonly id: string;
  /** One line each. */
  readonly lines: readonly string[];
}

export interface DiagramGroup {
  readonly title: string;
  readonly nodes: readonly DiagramNode[];
}

export interface DiagramEdge {
  readonly from: string;
  readonly to: string;
  readonly label?: string;
}

/**
 * A flowchart from top to bottom, in a Markdown code block.
 *
 * @param groups drawn as boxes around their nodes; empty ones are left out
 * @throws when an edge has an end that no group has: Mermaid would draw a nameless node
 */
export function flowchart(
  groups: readonly DiagramGroup[],
  edges: readonly DiagramEdge[],
): string {
  const drawn = groups.filter(({ nodes }) => nodes.length > 0);
  const ids = new Set(
    drawn.flatMap(({ nodes }) => nodes.map((node) => node.id)),
  );
  const stray = edges.find(({ from, to }) => !ids.has(from) || !ids.has(to));
  if (stray) {
    throw new Error(`No node for ${stray.from} --> ${stray.to}`);
  }
  return [
    '```mermaid',
    'flowchart TB',
    ...drawn.flatMap(groupLines),
    ...edges.map(edgeLine),
    '```',
  ].join('\n');
}

function groupLines({ title, nodes }: DiagramGroup, index: number): string[] {
  return [
    `  subgraph group${index} [${quoted(title)}]`,
    ...nodes.map(
      ({ id, lines }) => `    ${id}[${quoted(lines.join('<br/>'))}]`,
    ),
    '  end',
  ];
}

function edgeLine({ from, to, label }: DiagramEdge): string {
  const text = label === undefined ? '' : `|${quoted(label)}|`;
  return `  ${from} -->${text} ${to}`;
}

/** Quotes end a text; Mermaid writes them as an entity code. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '#quot;')}"`;
}
