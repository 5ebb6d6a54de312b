import { MANY_GROUPS } from '../../run/thresholds';
import { memberIdsRequest, memberRequests } from './request';

const groups = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `g${index}`,
    hasHiddenMembership: false,
  }));

test.each([
  ['full pages', MANY_GROUPS, false],
  ['small pages first', MANY_GROUPS + 1, true],
])('members are read on %s of %d groups', (_, count, isSmall) => {
  const items = [...memberRequests(groups(count), memberIdsRequest)];
  expect(
    items.map(({ request: { parameters, query, smallPages } }) => ({
      ...{ parameters, query, isSmall: smallPages !== undefined },
    })),
  ).toEqual(
    items.map(({ source: { id } }) => ({
      ...{ parameters: { id }, query: { $select: 'id', $top: '999' }, isSmall },
    })),
  );
  expect(items.map(({ source: { id } }) => id)).toEqual(
    groups(count).map(({ id }) => id),
  );
});
