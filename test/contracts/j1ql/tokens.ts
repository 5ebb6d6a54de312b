/** Splits a query into words, numbers, texts and symbols. */

export interface Token {
  readonly kind: 'word' | 'number' | 'text' | 'symbol' | 'end';
  /** As it stands in the query; a text without its quotes. */
  readonly text: string;
  readonly at: number;
}

const pattern =
  /\s*(?:(?<word>[A-Za-z_]\w*)|(?<number>\d+(?:\.\d+)?)(?!\w)|'(?<single>[^']*)'|"(?<double>[^"]*)"|(?<symbol>!=|~=|\^=|<=|>=|[=<>!|(),.?+-]))/y;

/** @throws for a character that begins nothing, and for a placeholder that nobody filled in */
export function tokenize(query: string): Token[] {
  const placeholder = /{{[^}]*}}/.exec(query)?.[0];
  if (placeholder !== undefined) {
    throw new Error(`Not filled in: ${placeholder}`);
  }
  const tokens: Token[] = [];
  const end = query.trimEnd().length;
  let at = 0;
  while (at < end) {
    pattern.lastIndex = at;
    const groups = pattern.exec(query)?.groups;
    if (!groups) {
      throw new Error(`Not understood: ${query.slice(at).trim()}`);
    }
    tokens.push(tokenOf(groups, at));
    at = pattern.lastIndex;
  }
  return [...tokens, { kind: 'end', text: '', at: end }];
}

type Groups = Readonly<Record<string, string | undefined>>;

function tokenOf(groups: Groups, at: number): Token {
  const { word, number, single, double, symbol } = groups;
  if (word !== undefined) {
    return { kind: 'word', text: word, at };
  }
  if (number !== undefined) {
    return { kind: 'number', text: number, at };
  }
  const quoted = single ?? double;
  return quoted === undefined
    ? { kind: 'symbol', text: symbol ?? '', at }
    : { kind: 'text', text: quoted, at };
}
