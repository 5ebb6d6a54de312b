/** What a step says of items that no source completed, and of what complete ones have less than Intune counts. */
import type { StepContext } from '../context';
import { causesOf, type Missed } from './sources';

export interface MissedWords<Item> {
  /** How many items there are. */
  readonly of: number;
  /** In words that follow the number. */
  readonly gone: string;
  /** What the answers said of those that are gone, where users are to know. */
  readonly goneCauses?: readonly string[];
  readonly missing: string;
  readonly nameOf: (item: Item) => string;
}

/**
 * Makes the step partial, but for items that may have been deleted meanwhile.
 *
 * @param gone those of them
 */
export function addMissed<Item>(
  { completeness }: Pick<StepContext, 'completeness'>,
  gone: readonly Missed<Item>[],
  others: readonly Missed<Item>[],
  words: MissedWords<Item>,
): void {
  completeness.addLeftOut('changes', {
    count: gone.length,
    of: words.of,
    what: words.gone,
    causes: words.goneCauses,
  });
  completeness.addMissing({
    count: others.length,
    what: words.missing,
    causes: causesOf(others, words.nameOf),
  });
}

/**
 * @param what in words that follow the number
 * @param counts by the item's id
 * @param pairOf how many Intune counts, and how many came
 */
export function addFewer<Count>(
  { completeness }: Pick<StepContext, 'completeness'>,
  what: string,
  counts: ReadonlyMap<string, Count>,
  missedIds: readonly string[],
  pairOf: (id: string, count: Count) => readonly [number, number],
): void {
  const missed = new Set(missedIds);
  const complete = [...counts].filter(([id]) => !missed.has(id));
  completeness.addFewer(
    what,
    complete.map(([id, count]) => pairOf(id, count)),
  );
}
