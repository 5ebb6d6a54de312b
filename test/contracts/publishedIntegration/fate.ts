/** What became of a thing of the published integration, JupiterOne/graph-microsoft-365 7.2.1. */
export type Fate =
  /** The same name, and the same value for the same answer of Graph. */
  | 'same'
  /** The same name, and another value. */
  | { readonly changed: string }
  | { readonly renamedTo: readonly string[] }
  | { readonly droppedBecause: string };

export type Fates = Readonly<Record<string, Fate>>;

export const isKept = (fate: Fate) => fate === 'same' || 'changed' in fate;

/** The names of ours that stand for one of theirs. */
export function successors(name: string, fate: Fate): readonly string[] {
  if (isKept(fate)) {
    return [name];
  }
  return typeof fate === 'object' && 'renamedTo' in fate ? fate.renamedTo : [];
}

/** For tables: the same fate for many names, separated by blanks. */
export function same(names: string): Fates {
  return Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, 'same']),
  );
}
