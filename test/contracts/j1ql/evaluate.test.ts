import type { Entity, Relationship } from '@jupiterone/integration-sdk-core';
import * as fc from 'fast-check';
import { evaluate, type Graph } from './evaluate';
import { parse } from './parse';

const entity = (_key: string, _type: string, properties = {}): Entity => ({
  ...{ _key, _type, _class: [`${_type[0].toUpperCase()}${_type.slice(1)}`] },
  ...properties,
});

const relationship = (
  from: string,
  _class: string,
  to: string,
  properties = {},
): Relationship => ({
  _key: `${from}|${_class}|${to}|${JSON.stringify(properties)}`,
  _type: '',
  _class,
  _fromEntityKey: from,
  _toEntityKey: to,
  ...properties,
});

const DAY = 86_400_000;
const now = 1_000 * DAY;

const graph: Graph = {
  entities: [
    entity('ann', 'user', { name: 'Ann', age: 40, seen: now - 10 * DAY }),
    entity('bob', 'user', { name: 'Bob', age: null, seen: now - 40 * DAY }),
    entity('cem', 'user', { name: 'Cem', tags: ['x', 'y'] }),
    entity('pc', 'device', { name: 'PC', owner: 'Ann' }),
    entity('mac', 'device', { name: 'Mac', owner: 'Ann' }),
    entity('app', 'app', { name: 'App' }),
  ],
  relationships: [
    relationship('ann', 'HAS', 'pc'),
    relationship('ann', 'HAS', 'mac'),
    relationship('bob', 'HAS', 'mac'),
    relationship('ann', 'USES', 'mac'),
    relationship('pc', 'INSTALLED', 'app', { version: '1' }),
    relationship('pc', 'INSTALLED', 'app', { version: '2' }),
    relationship('mac', 'INSTALLED', 'app', { version: '2' }),
    relationship('mac', 'INSTALLED', 'elsewhere'),
  ],
};

const ask = (text: string) =>
  evaluate(parse(text), graph, now).map((row) => Object.values(row));

describe('evaluate', () => {
  it('finds types and classes', () => {
    expect(ask('FIND (device|App) AS it RETURN it.name')).toEqual([
      ['PC'],
      ['Mac'],
      ['App'],
    ]);
    expect(ask('FIND Device AS it RETURN it.name')).toHaveLength(2);
  });

  it.each([
    ["name = 'Ann'", ['Ann']],
    ["name = ('Ann' OR 'Cem')", ['Ann', 'Cem']],
    ["name != ('Ann' OR 'Cem')", ['Bob']],
    ["tags = 'y'", ['Cem']],
    ['age = undefined', ['Bob', 'Cem']],
    ['age != undefined', ['Ann']],
    ['seen < date.now - 30 days', ['Bob']],
    ['seen < date.now', ['Ann', 'Bob']],
    ['seen > date.now + 1 day', []],
    ["age = 40 OR name = 'Bob' AND age != undefined", ['Ann']],
    ["(age = 40 OR name = 'Bob') AND age = undefined", ['Bob']],
  ])('filters by %s', (filter, names) => {
    expect(ask(`FIND user WITH ${filter} AS it RETURN it.name`)).toEqual(
      names.map((name) => [name]),
    );
  });

  it('follows relationships in either direction, a row for each path', () => {
    const forth =
      'FIND user AS user THAT HAS device AS device RETURN user.name, device.name';
    const back =
      'FIND device AS device THAT HAS user AS user RETURN user.name, device.name';
    expect(ask(forth)).toEqual([
      ['Ann', 'PC'],
      ['Ann', 'Mac'],
      ['Bob', 'Mac'],
    ]);
    expect(ask(back)).toHaveLength(3);
  });

  it('does not follow relationships to what is not collected', () => {
    const query = "FIND device WITH name = 'Mac' AS it";
    expect(ask(`${query} THAT INSTALLED AS by app RETURN by.version`)).toEqual([
      ['2'],
    ]);
  });

  it('finds what has no such relationship', () => {
    expect(ask('FIND user AS it THAT !HAS device RETURN it.name')).toEqual([
      ['Cem'],
    ]);
    const named = "FIND user AS it THAT !HAS device WITH name = 'PC'";
    expect(ask(`${named} RETURN it.name`)).toEqual([['Bob'], ['Cem']]);
  });

  it('follows a relationship of something with itself once', () => {
    const nested: Graph = {
      entities: [entity('a', 'group', { name: 'A' })],
      relationships: [relationship('a', 'HAS', 'a')],
    };
    const query = parse('FIND group AS it THAT HAS group RETURN it.name');
    expect(evaluate(query, nested, now)).toEqual([{ 'it.name': 'A' }]);
  });

  it('keeps what has nothing of what is optional', () => {
    expect(
      ask(
        "FIND user AS user (THAT HAS device WITH name = 'PC' AS device)? RETURN user.name, device.name",
      ),
    ).toEqual([
      ['Ann', 'PC'],
      ['Bob', null],
      ['Cem', null],
    ]);
  });

  it('compares what was met, relationships too', () => {
    const installed = 'FIND device AS it THAT INSTALLED AS by app';
    expect(ask(`${installed} WHERE by.version = '2' RETURN it.name`)).toEqual([
      ['PC'],
      ['Mac'],
    ]);
    const owned = 'FIND user AS user THAT HAS device AS device';
    expect(
      ask(`${owned} WHERE user.name != device.owner RETURN user.name`),
    ).toEqual([['Bob']]);
    // What is absent equals nothing, and no other absent value.
    expect(
      ask(`${owned} WHERE user.age = device.age RETURN user.name`),
    ).toEqual([]);
    expect(
      ask(`${owned} WHERE user.age != device.age RETURN user.name`),
    ).toHaveLength(3);
  });

  it('counts different entities by the other columns', () => {
    const installed =
      'FIND device AS it THAT INSTALLED AS by app AS app RETURN';
    expect(
      ask(`${installed} by.version, count(it) AS number ORDER BY number DESC`),
    ).toEqual([
      ['2', 2],
      ['1', 1],
    ]);
    expect(ask(`${installed} count(app), count(it), count(by)`)).toEqual([
      [1, 2, 3],
    ]);
    expect(ask('FIND nothing AS it RETURN count(it)')).toEqual([]);
  });

  it('sorts, what is absent last, and cuts', () => {
    const seen = 'FIND user AS it RETURN it.name, it.seen ORDER BY it.seen';
    const names = (text: string) => ask(text).map(([name]) => name);
    expect(names(seen)).toEqual(['Bob', 'Ann', 'Cem']);
    expect(names(`${seen} DESC`)).toEqual(['Ann', 'Bob', 'Cem']);
    expect(names(`${seen} DESC LIMIT 1`)).toEqual(['Ann']);
  });

  it.each([
    'FIND user WITH name = 5 AS it RETURN it.name',
    "FIND user WITH name = 'Ann' OR name = 5 AS it RETURN it.name",
    'FIND user WITH tags < 5 AS it RETURN it.name',
    'FIND user AS it RETURN it.tags ORDER BY it.tags',
    'FIND user AS it THAT HAS device AS pc WHERE it.name = it.tags RETURN it.name',
  ])('refuses %s', (text) => {
    const tagged: Graph = {
      ...graph,
      entities: [
        ...graph.entities,
        entity('dan', 'user', { name: 'Dan', tags: ['z'] }),
      ],
      relationships: [...graph.relationships, relationship('dan', 'HAS', 'pc')],
    };
    expect(() => evaluate(parse(text), tagged, now)).toThrow();
  });

  it('finds on any graph what each pair of its entities tells', () => {
    fc.assert(
      fc.property(graphs, ({ entities, relationships }) => {
        const areRelated = (one: Entity, other: Entity) =>
          relationships.filter(
            ({ _class, _fromEntityKey: from, _toEntityKey: to }) =>
              _class === 'HAS' &&
              [
                `${one._key} ${other._key}`,
                `${other._key} ${one._key}`,
              ].includes(`${String(from)} ${String(to)}`),
          );
        const of = (type: string) =>
          entities.filter(({ _type }) => _type === type);
        const keys = (text: string) =>
          evaluate(parse(text), { entities, relationships }, now)
            .map((row) => Object.values(row).join(' '))
            .sort();
        const pairs = of('user').flatMap((user) =>
          of('device')
            .filter(({ flag }) => flag !== true)
            .flatMap((device) =>
              areRelated(user, device).map(() => [user, device]),
            ),
        );
        expect(
          keys(
            'FIND user AS a THAT HAS device WITH flag != true AS b RETURN a._key, b._key',
          ),
        ).toEqual(pairs.map(([a, b]) => `${a._key} ${b._key}`).sort());
        const lonely = of('user').filter(
          (user) => !pairs.some(([paired]) => paired === user),
        );
        expect(
          keys(
            'FIND user AS a THAT !HAS device WITH flag != true RETURN a._key',
          ),
        ).toEqual(lonely.map(({ _key }) => _key).sort());
        expect(
          keys(
            'FIND user AS a (THAT HAS device WITH flag != true AS b)? RETURN a._key, count(b)',
          ),
        ).toEqual(
          of('user')
            .map((user) => {
              const devices = pairs.filter(([paired]) => paired === user);
              const different = new Set(devices.map(([, device]) => device));
              return `${user._key} ${different.size}`;
            })
            .sort(),
        );
      }),
    );
  });
});

const keys = ['k1', 'k2', 'k3', 'k4', 'k5', 'k6'];

const graphs: fc.Arbitrary<Graph> = fc.record({
  entities: fc.uniqueArray(
    fc
      .record({
        _key: fc.constantFrom(...keys),
        _type: fc.constantFrom('user', 'device', 'app'),
        flag: fc.constantFrom(true, false, null),
      })
      .map(({ _key, _type, flag }) => entity(_key, _type, { flag })),
    { selector: ({ _key }) => _key, maxLength: keys.length },
  ),
  relationships: fc.array(
    fc
      .tuple(
        fc.constantFrom(...keys),
        fc.constantFrom('HAS', 'USES'),
        fc.constantFrom(...keys),
        fc.nat(3),
      )
      .map(([from, verb, to, number]) =>
        relationship(from, verb, to, { number }),
      ),
    { maxLength: 12 },
  ),
});
