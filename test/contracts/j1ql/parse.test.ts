import * as fc from 'fast-check';
import { parse } from './parse';
import {
  operators,
  type Column,
  type Comparison,
  type EntityPattern,
  type Expression,
  type Operand,
  type PropertyReference,
  type Query,
  type Traversal,
} from './query';
import { tokenize } from './tokens';

const everything = `
  FIND azure_user
      WITH isGuest = true AND (lastSignInOn = undefined OR lastSignInOn < date.now - 90 days)
      AS guest
    THAT HAS AS owns (Device|Host) WITH name ~= ('a' OR "b") AS device
    (THAT INSTALLED AS installed intune_detected_application AS app)?
  WHERE installed.version != '1' OR guest.id != device.id
  RETURN guest.displayName, app.name AS name, count(device) AS devices
  ORDER BY devices DESC
  LIMIT 5`;

describe('parse', () => {
  it('reads all of a query', () => {
    const [name, isGuest, lastSignInOn] = ['name', 'isGuest', 'lastSignInOn'];
    const asked: Query = {
      start: {
        names: ['azure_user'],
        filter: {
          join: 'AND',
          parts: [
            {
              property: { name: isGuest },
              operator: '=',
              operands: [{ value: true }],
            },
            {
              join: 'OR',
              parts: [
                {
                  property: { name: lastSignInOn },
                  operator: '=',
                  operands: [{ value: undefined }],
                },
                {
                  property: { name: lastSignInOn },
                  operator: '<',
                  operands: [{ daysFromNow: -90 }],
                },
              ],
            },
          ],
        },
        alias: 'guest',
      },
      traversals: [
        {
          verb: 'HAS',
          isNegated: false,
          alias: 'owns',
          target: {
            names: ['Device', 'Host'],
            filter: {
              property: { name },
              operator: '~=',
              operands: [{ value: 'a' }, { value: 'b' }],
            },
            alias: 'device',
          },
        },
      ],
      optional: [
        {
          verb: 'INSTALLED',
          isNegated: false,
          alias: 'installed',
          target: { names: ['intune_detected_application'], alias: 'app' },
        },
      ],
      where: {
        join: 'OR',
        parts: [
          {
            property: { alias: 'installed', name: 'version' },
            operator: '!=',
            operands: [{ value: '1' }],
          },
          {
            property: { alias: 'guest', name: 'id' },
            operator: '!=',
            operands: [{ reference: { alias: 'device', name: 'id' } }],
          },
        ],
      },
      columns: [
        { alias: 'guest', name: 'displayName', title: 'guest.displayName' },
        { alias: 'app', name, title: 'name' },
        { alias: 'device', title: 'devices' },
      ],
      orderBy: { title: 'devices', isDescending: true },
      limit: 5,
    };
    expect(parse(everything)).toEqual(asked);
  });

  it('binds AND closer than OR', () => {
    const { start } = parse(
      'FIND a WITH x = 1 OR y = 2 AND z = 3 AS a RETURN a.x',
    );
    expect(start.filter).toMatchObject({
      join: 'OR',
      parts: [{ property: { name: 'x' } }, { join: 'AND' }],
    });
  });

  it('reads a negated relationship at the end', () => {
    const { traversals } = parse('FIND a AS a THAT !HAS b RETURN a.x');
    expect(traversals).toMatchObject([{ isNegated: true, verb: 'HAS' }]);
  });

  it.each([
    ['another language', 'SELECT * FROM a'],
    ['a small keyword', 'find a AS a RETURN a.x'],
    ['two names without a bar', 'FIND (a b) AS a RETURN a.x'],
    ['a relationship in small letters', 'FIND a AS a THAT has b RETURN a.x'],
    ['a direction', 'FIND a AS a THAT HAS >> b RETURN a.x'],
    ['several verbs', 'FIND a AS a THAT (HAS|USES) b RETURN a.x'],
    ['a wildcard', 'FIND * AS a RETURN a.x'],
    ['all properties', 'FIND a AS a RETURN a.*'],
    ['no RETURN', 'FIND a AS a'],
    ['UNIQUE', 'FIND UNIQUE a AS a RETURN a.x'],
    ['a regular expression', 'FIND a WITH x = /b/i AS a RETURN a.x'],
    [
      'values of which all are meant',
      "FIND a WITH x = ('b' AND 'c') AS a RETURN a.x",
    ],
    ['another operator', "FIND a WITH x $= 'b' AS a RETURN a.x"],
    ['a word as value', 'FIND a WITH x = b AS a RETURN a.x'],
    ['null', 'FIND a WITH x = null AS a RETURN a.x'],
    ['hours', 'FIND a WITH x < date.now - 5 hours AS a RETURN a.x'],
    ['a fixed date', 'FIND a WITH x < date(2020) AS a RETURN a.x'],
    ['another function', 'FIND a AS a RETURN sum(a.x)'],
    ['a sum', 'FIND a AS a RETURN a.x + a.y'],
    ['a text that does not end', "FIND a WITH x = 'b AS a RETURN a.x"],
    ['a number that goes on', 'FIND a WITH x = 1b AS a RETURN a.x'],
    ['SKIP', 'FIND a AS a RETURN a.x SKIP 5'],
    ['a property without its alias', 'FIND a AS a WHERE x = 1 RETURN a.x'],
    ['an alias in WITH', 'FIND a WITH a.x = 1 AS a RETURN a.x'],
    ['a keyword as alias', 'FIND a AS LIMIT RETURN a.x'],
    [
      'an optional part in the middle',
      'FIND a AS a (THAT HAS b)? THAT HAS c RETURN a.x',
    ],
    [
      'what is optional without a question mark',
      'FIND a AS a (THAT HAS b) RETURN a.x',
    ],
    [
      'something after a negated relationship',
      'FIND a AS a THAT !HAS b THAT HAS c RETURN a.x',
    ],
    [
      'an alias of what is not there',
      'FIND a AS a THAT !HAS b AS b RETURN b.x',
    ],
    ['an alias that nothing has', 'FIND a AS a RETURN b.x'],
    [
      'an alias in WHERE that nothing has',
      'FIND a AS a WHERE a.x = b.x RETURN a.x',
    ],
    ['an alias of two things', 'FIND a AS a THAT HAS b AS a RETURN a.x'],
    ['a column twice', 'FIND a AS a RETURN a.x, a.x'],
    ['an order by what is not returned', 'FIND a AS a RETURN a.x ORDER BY a.y'],
    ['a placeholder', "FIND a WITH x = '{{Name}}' AS a RETURN a.x"],
    ['what comes after the end', 'FIND a AS a RETURN a.x LIMIT 5 5'],
  ])('refuses %s', (_, text) => {
    expect(() => parse(text)).toThrow(
      /^(Not understood|Not filled in|Not a relationship|Nothing has|Two of|Two columns|Ordered by)/,
    );
  });

  it('reads whatever is written', () => {
    fc.assert(
      fc.property(queries, (query) => {
        expect(parse(written(query))).toEqual(query);
      }),
    );
  });

  it('passes over nothing: with a token less or more it is another query, or none', () => {
    const tokens = fc.constantFrom(
      ...['THAT', 'AND', 'OR', '!', '(', ')', 'word', '5', "'text'", '?'],
    );
    fc.assert(
      fc.property(
        queries,
        tokens,
        fc.nat(),
        fc.boolean(),
        (query, token, at, isMore) => {
          const parts = words(written(query));
          const place = at % parts.length;
          const changed = [
            ...parts.slice(0, place),
            ...(isMore ? [token, parts[place]] : []),
            ...parts.slice(place + 1),
          ];
          expect(understood(changed.join(' '))).not.toEqual(query);
        },
      ),
    );
  });
});

function understood(text: string): Query | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** Each token as it is written. */
function words(text: string): string[] {
  return tokenize(text)
    .filter(({ kind }) => kind !== 'end')
    .map(({ kind, text: inner }) => (kind === 'text' ? `'${inner}'` : inner));
}

/** A query as text: the opposite of `parse`. */
function written(query: Query): string {
  const { start, traversals, optional, where, columns, orderBy, limit } = query;
  return [
    `FIND ${entity(start)}`,
    ...traversals.map(traversal),
    optional.length > 0 ? `(${optional.map(traversal).join(' ')})?` : '',
    where ? `WHERE ${expression(where)}` : '',
    `RETURN ${columns.map(column).join(', ')}`,
    orderBy
      ? `ORDER BY ${orderBy.title} ${orderBy.isDescending ? 'DESC' : ''}`
      : '',
    limit === undefined ? '' : `LIMIT ${limit}`,
  ].join(' ');
}

function entity({ names, filter, alias }: EntityPattern): string {
  const [name, ...others] = names;
  return [
    others.length > 0 ? `(${names.join('|')})` : name,
    filter ? `WITH ${expression(filter)}` : '',
    as(alias),
  ].join(' ');
}

function as(alias: string | undefined): string {
  return alias === undefined ? '' : `AS ${alias}`;
}

function traversal(step: Traversal): string {
  const { verb, isNegated, alias, target } = step;
  return `THAT ${isNegated ? '!' : ''}${verb} ${as(alias)} ${entity(target)}`;
}

function expression(it: Expression): string {
  if (!('parts' in it)) {
    return comparison(it);
  }
  return it.parts
    .map((part) =>
      'parts' in part ? `(${expression(part)})` : expression(part),
    )
    .join(` ${it.join} `);
}

function comparison({ property, operator, operands }: Comparison): string {
  const [one, ...others] = operands.map(operand);
  const values = [one, ...others].join(' OR ');
  return `${reference(property)} ${operator} ${others.length > 0 ? `(${values})` : one}`;
}

function reference({ alias, name }: PropertyReference): string {
  return alias === undefined ? name : `${alias}.${name}`;
}

function operand(it: Operand): string {
  if ('reference' in it) {
    return reference(it.reference);
  }
  if ('daysFromNow' in it) {
    const { daysFromNow: days } = it;
    const sign = days < 0 ? '-' : '+';
    return days === 0 ? 'date.now' : `date.now ${sign} ${Math.abs(days)} days`;
  }
  return typeof it.value === 'string' ? `'${it.value}'` : String(it.value);
}

function column({ title, alias, name }: Column): string {
  const value = name === undefined ? `count(${alias})` : `${alias}.${name}`;
  return title === value ? value : `${value} AS ${title}`;
}

const names = fc.constantFrom('alpha', 'beta_2', 'Gamma', 'delta', 'X');

const values: fc.Arbitrary<Operand> = fc.oneof(
  fc.record({
    value: fc.oneof(
      fc.constantFrom(true, false, undefined, 'THAT', 'a text', '(1)', ''),
      fc.nat(),
    ),
  }),
  fc.integer({ min: -400, max: 400 }).map((days) => ({
    // Not -0.
    daysFromNow: days || 0,
  })),
);

const references = (aliases: readonly string[]) =>
  fc.record({ alias: fc.constantFrom(...aliases), name: names });

/** Those of WHERE, where aliases are given. */
function expressions(aliases?: readonly string[]): fc.Arbitrary<Expression> {
  const property = aliases ? references(aliases) : fc.record({ name: names });
  const operandOf = aliases
    ? fc.oneof(
        values,
        references(aliases).map((each) => ({ reference: each })),
      )
    : values;
  const comparisons = fc.record({
    property,
    operator: fc.constantFrom(...operators),
    operands: fc.array(operandOf, { minLength: 1, maxLength: 3 }),
  });
  return fc.letrec<{ any: Expression }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      comparisons,
      fc.record({
        join: fc.constantFrom('AND' as const, 'OR' as const),
        parts: fc.array(tie('any'), { minLength: 2, maxLength: 3 }),
      }),
    ),
  })).any;
}

const patterns = fc.record({
  names: fc.array(names, { minLength: 1, maxLength: 3 }),
  filter: fc.option(expressions(), { nil: undefined }),
});

const steps = fc.record({
  verb: fc.constantFrom('HAS', 'USES', 'ASSIGNED'),
  target: patterns,
});

/** Of which each part has a name, but what is negated. */
const queries: fc.Arbitrary<Query> = fc
  .record({
    start: patterns,
    those: fc.array(steps, { maxLength: 3 }),
    optional: fc.nat(2),
    isNegated: fc.boolean(),
  })
  .chain(({ start, those, optional, isNegated }) => {
    const chain = those.map(({ verb, target }, index) => {
      const isMissing = isNegated && index === those.length - 1;
      return isMissing
        ? { verb, isNegated: true, target }
        : {
            verb,
            isNegated: false,
            alias: `by${index}`,
            target: { ...target, alias: `at${index}` },
          };
    });
    const required = Math.max(chain.length - optional, 0);
    const aliases = [
      'start',
      ...chain.flatMap(({ alias, target }) =>
        'alias' in target && alias ? [alias, String(target.alias)] : [],
      ),
    ];
    return fc.record({
      start: fc.constant({ ...start, alias: 'start' }),
      traversals: fc.constant(chain.slice(0, required)),
      optional: fc.constant(chain.slice(required)),
      where: fc.option(expressions(aliases), { nil: undefined }),
      columns: columnsOf(aliases),
      isOrdered: fc.boolean(),
      isDescending: fc.boolean(),
      limit: fc.option(fc.nat(), { nil: undefined }),
    });
  })
  .map(({ isOrdered, isDescending, columns, ...query }) => ({
    ...query,
    columns,
    orderBy: isOrdered ? { title: columns[0].title, isDescending } : undefined,
  }));

function columnsOf(aliases: readonly string[]): fc.Arbitrary<Column[]> {
  const one = fc.oneof(
    references(aliases).map(({ alias, name }) => ({
      ...{ alias, name },
      title: `${alias}.${name}`,
    })),
    fc.constantFrom(...aliases).map((alias) => ({
      alias,
      title: `number_${alias}`,
    })),
  );
  return fc.uniqueArray(one, {
    selector: ({ title }) => title,
    minLength: 1,
    maxLength: 4,
  });
}
