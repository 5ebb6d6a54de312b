import { anchorOf, joinPages } from './guide';

const setup = `# Set up

See [Permissions](permissions.md), [one of them](permissions.md#when-it-lacks)
and [Reliability](reliability.md#faults).

## Credentials

\`\`\`sh
# a comment
\`\`\`
`;
const permissions = `# Permissions

<!-- generated:list -->

\`User.Read.All\`

<!-- /generated:list -->

## When it lacks

[Back](setup.md#credentials), [types](data-model.md)
`;
const dataModel = `# Data model

## A picture

<!-- {J1_DOCUMENTATION_MARKER_START} -->

## Data Model

<!-- {J1_DOCUMENTATION_MARKER_END} -->
`;

test('pages become the chapters of one document', () => {
  const joined = joinPages('# Microsoft 365\n', [
    { file: 'setup.md', markdown: setup },
    { file: 'permissions.md', markdown: permissions },
    { file: 'data-model.md', markdown: dataModel },
  ]);
  expect(joined).toBe(`# Microsoft 365

## Set up

See [Permissions](#permissions), [one of them](#when-it-lacks)
and [Reliability](reliability.md#faults).

### Credentials

\`\`\`sh
# a comment
\`\`\`

## Permissions

\`User.Read.All\`

### When it lacks

[Back](#credentials), [types](#a-picture)

## A picture

<!-- {J1_DOCUMENTATION_MARKER_START} -->

## Data Model

<!-- {J1_DOCUMENTATION_MARKER_END} -->
`);
});

test('a page without a title is refused', () => {
  expect(() =>
    joinPages('# Title', [{ file: 'page.md', markdown: 'Text' }]),
  ).toThrow('page.md has no title');
});

test.each([
  ['Set up', 'set-up'],
  ['Values that are left out', 'values-that-are-left-out'],
  ['What is `null`?', 'what-is-null'],
])('the anchor of %j is %j', (heading, anchor) => {
  expect(anchorOf(heading)).toBe(anchor);
});
