import { flowchart } from './mermaid';

const node = (id: string, ...lines: string[]) => ({ id, lines });

describe('flowchart', () => {
  it('draws groups of nodes, and edges between them', () => {
    const diagram = flowchart(
      [
        { title: 'One', nodes: [node('a', 'First', 'second line')] },
        { title: 'Two', nodes: [node('b', 'Other')] },
      ],
      [
        { from: 'a', to: 'b', label: 'HAS' },
        { from: 'b', to: 'b' },
      ],
    );
    expect(diagram.split('\n')).toEqual([
      '```mermaid',
      'flowchart TB',
      '  subgraph group0 ["One"]',
      '    a["First<br/>second line"]',
      '  end',
      '  subgraph group1 ["Two"]',
      '    b["Other"]',
      '  end',
      '  a -->|"HAS"| b',
      '  b --> b',
      '```',
    ]);
  });

  it('leaves out a group without nodes', () => {
    const groups = [
      { title: 'Empty', nodes: [] },
      { title: 'Full', nodes: [node('a', 'A')] },
    ];
    expect(flowchart(groups, [])).not.toContain('Empty');
  });

  it('writes quotes so that they do not end a text', () => {
    const groups = [{ title: 'The "one"', nodes: [node('a', '"A"')] }];
    expect(flowchart(groups, [])).toContain('["The #quot;one#quot;"]');
    expect(flowchart(groups, [])).toContain('a["#quot;A#quot;"]');
  });

  it.each([
    ['begins', { from: 'nobody', to: 'a' }],
    ['ends', { from: 'a', to: 'nobody' }],
  ])('refuses an edge that %s nowhere', (_, edge) => {
    const groups = [{ title: 'One', nodes: [node('a', 'A')] }];
    expect(() => flowchart(groups, [edge])).toThrow(
      `No node for ${edge.from} --> ${edge.to}`,
    );
  });
});
