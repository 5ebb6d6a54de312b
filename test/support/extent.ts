/** How much of the tests that repeat each other is run: `npm test` has to be quick enough to be run often. */

/** `MATRIX=full`: everything. */
export const runsAll = process.env.MATRIX === 'full';

/** Of cases that go the same way with other values, the first ones; with `MATRIX=full` all of them. */
export function firstOf<const Case>(
  count: number,
  cases: readonly Case[],
): readonly Case[] {
  return runsAll ? cases : cases.slice(0, count);
}
