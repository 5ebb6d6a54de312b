import { mutantsOf, propertiesOf, withoutProperty } from './mutants';
import { parse } from './parse';
import { comparisonsOf } from './query';

const query = parse(
  "FIND user WITH seen < date.now - 30 days AND name = ('a' OR 'b') AS user THAT !HAS device RETURN user.name ORDER BY user.name",
);

test('each part of a query is wrong in one of its mutants', () => {
  const mutants = mutantsOf(query);
  expect(mutants.map(({ what }) => what)).toEqual([
    'AND taken for its opposite',
    'without seen <',
    'seen >=',
    'seen at 0.9 of the days',
    'seen at 1.1 of the days',
    'without name =',
    'name !=',
    'name without {"value":"a"}',
    'name without {"value":"b"}',
    'HAS not negated',
    'order turned round',
  ]);
  const different = new Set(
    [query, ...mutants.map((mutant) => mutant.query)].map((each) =>
      JSON.stringify(each),
    ),
  );
  expect(different.size).toBe(mutants.length + 1);
});

test('what is optional is required, or not asked for', () => {
  const whats = mutantsOf(
    parse(
      'FIND user AS user (THAT HAS device AS device)? RETURN user.name, device.name',
    ),
  ).map(({ what }) => what);
  expect(whats).toEqual(['optional required', 'optional left out']);
});

test('WHERE and filters further on have mutants, too', () => {
  const whats = mutantsOf(
    parse(
      'FIND user AS user THAT HAS AS has device WITH on = true AS device WHERE has.id != device.id RETURN user.name',
    ),
  ).map(({ what }) => what);
  expect(whats).toEqual([
    'HAS negated',
    'without on =',
    'on !=',
    'without id !=',
    'id =',
  ]);
});

test('properties are compared or returned, and can be taken away', () => {
  const names = propertiesOf(query, comparisonsOf(query.start.filter));
  expect(names).toEqual(['seen', 'name']);
  const entity = { _key: 'a', _type: 'user', _class: 'User', name: 'a' };
  expect(
    withoutProperty({ entities: [entity], relationships: [] }, 'name').entities,
  ).toEqual([{ ...entity, name: undefined }]);
});
