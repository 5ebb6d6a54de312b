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
  expect(items).toHaveLength(count);
  for (const { source, request } of items) {
    expect(request.parameters).toEqual({ id: source.id });
    expect(request.query).toEqual({ $select: 'id', $top: '999' });
    expect(request.smallPages !== undefined).toBe(isSmall);
  }
});
