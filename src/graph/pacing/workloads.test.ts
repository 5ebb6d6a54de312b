import { directoryLimit, directoryLimits } from './workloads';

describe('directoryLimit', () => {
  test.each([
    [0, directoryLimits.small],
    [49, directoryLimits.small],
    [50, directoryLimits.medium],
    [500, directoryLimits.medium],
    [501, directoryLimits.large],
    [500_000, directoryLimits.large],
  ])('for %d users is %d', (users, limit) => {
    expect(directoryLimit(users)).toBe(limit);
  });
});
