/** Objects that rows of reports are about, and that no list has: deleted ones mostly, or those that came later. */
export class UnlistedIds {
  readonly #ids = new Set<string>();
  #withoutId = 0;

  /** Different ones; each row without an id is about another one. */
  get size(): number {
    return this.#ids.size + this.#withoutId;
  }

  /** @param id of an object that was not listed; "" where the row has none */
  add(id: string): void {
    if (id === '') {
      this.#withoutId += 1;
    } else if (!this.#ids.has(id)) {
      // A text that was cut out of a piece of a file keeps all of that piece in memory; a copy does not.
      this.#ids.add(JSON.parse(JSON.stringify(id)) as string);
    }
  }

  addAll(others: UnlistedIds): void {
    others.#ids.forEach((id) => this.#ids.add(id));
    this.#withoutId += others.#withoutId;
  }

  static of(all: Iterable<UnlistedIds>): UnlistedIds {
    const together = new UnlistedIds();
    for (const some of all) {
      together.addAll(some);
    }
    return together;
  }
}
