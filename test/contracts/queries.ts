/**
 * What a J1QL query asks for, as far as the questions of this project go: types,
 * relationships and properties. https://docs.jupiterone.io/jupiterone-query-language
 */

export interface Entities {
  /** Types or classes: any of them. */
  readonly names: readonly string[];
  /** Filtered by, sorted by or returned. */
  readonly properties: readonly string[];
}

export interface Traversal {
  readonly _class: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

export interface Query {
  readonly entities: readonly Entities[];
  readonly traversals: readonly Traversal[];
  /** Names in RETURN and ORDER BY that nothing in the query has. */
  readonly unknownAliases: readonly string[];
}

interface Part {
  readonly _class?: string;
  readonly relationshipAlias?: string;
  readonly names: readonly string[];
  readonly alias?: string;
  readonly filtered: readonly string[];
}

const partPattern =
  /^(?:!?(?<_class>[A-Z]+)(?: AS (?<relationship>\w+))? )?(?<names>\([\w|]+\)|\w+)(?: WITH (?<filter>.+?))?(?: AS (?<alias>\w+))?$/;

/** @throws for a query in a form that this does not know */
export function parseQuery(text: string): Query {
  const query = text.replace(/\s+/g, ' ').trim();
  const [matched = '', returned = ''] = query
    .replace(/^FIND /, '')
    .split(' RETURN ');
  const [found, where = ''] = matched.split(' WHERE ');
  // Optional traversals are traversals.
  const parts = found
    .replace(/\((?=THAT )/g, '')
    .replaceAll(')?', '')
    .split(' THAT ')
    .map(parsePart);
  const used = [...`${where} ${returned}`.matchAll(/(\w+)\.(\w+)/g)].map(
    ([, alias, property]) => ({ alias, property }),
  );
  return {
    entities: parts.map(({ names, alias, filtered }) => ({
      names,
      properties: [
        ...filtered,
        ...used.flatMap((use) => (use.alias === alias ? use.property : [])),
      ],
    })),
    traversals: parts.slice(1).map(({ _class = '', names }, index) => ({
      _class,
      from: parts[index].names,
      to: names,
    })),
    unknownAliases: used
      .map(({ alias }) => alias)
      .filter(
        (name) =>
          !parts.some(
            ({ alias, relationshipAlias }) =>
              name === alias || name === relationshipAlias,
          ),
      ),
  };
}

function parsePart(text: string): Part {
  const groups = partPattern.exec(text.trim())?.groups;
  if (!groups) {
    throw new Error(`Not understood: ${text}`);
  }
  const { _class, relationship, names, filter = '', alias } = groups;
  return {
    _class,
    relationshipAlias: relationship,
    names: names.replace(/[()]/g, '').split('|'),
    alias,
    filtered: [...filter.matchAll(/(\w+) (?:=|!=|~=|[<>]=?)/g)].map(
      ([, name]) => name,
    ),
  };
}
