/** Pages so short that every collection of the small tenant has several. */

const lengths: readonly (readonly [RegExp, number])[] = [
  [/^\/users$/, 15],
  [/Policies$|Configurations$|intents$/, 1],
  [/./, 4],
];

/** @param path below the version */
export function shortPages(path: string): number | undefined {
  return lengths.find(([pattern]) => pattern.test(path))?.[1];
}
