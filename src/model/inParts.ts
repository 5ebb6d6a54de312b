/** The items in lists of `size`; the last one may be shorter. */
export function* inParts<Item>(
  items: Iterable<Item>,
  size: number,
): Generator<Item[]> {
  let part: Item[] = [];
  for (const item of items) {
    part.push(item);
    if (part.length === size) {
      yield part;
      part = [];
    }
  }
  if (part.length > 0) {
    yield part;
  }
}
