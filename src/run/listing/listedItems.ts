/** What a list gave so far: each item once, whether it could be emitted or not. */
import { identified, type Identified } from '../../model/keys';
import { allowed } from '../leftOut/allowances';

/** Items that wait for another reading to tell what they lack. */
export const MOST_HELD = 1_000;

export class ListedItems<Payload extends { readonly id?: string | null }> {
  /** Ids of what was emitted. */
  readonly ids = new Set<string>();
  /** Of what items lacked, the names. */
  readonly lacked = new Set<string>();
  readonly #deciding: readonly (keyof Payload & string)[];
  /** Items that lack something; of the first of them the item itself. */
  readonly #lacking = new Map<string, Identified<Payload> | undefined>();
  /** Ids of items that have nothing else. */
  readonly #bare = new Set<string>();
  #heldCount = 0;
  #withoutId = 0;
  #repeated = 0;
  #isFirstReading = true;

  /** @param deciding properties that decide something, without which an item is not whole */
  constructor(deciding: readonly (keyof Payload & string)[]) {
    this.#deciding = deciding;
  }

  /** All that came. */
  get size(): number {
    return this.ids.size + this.lackingCount + this.unusableCount;
  }

  get lackingCount(): number {
    return this.#lacking.size;
  }

  /** Came without an id, or with nothing else. */
  get unusableCount(): number {
    return this.#bare.size + this.#withoutId;
  }

  /** Came again in the first reading that gave anything. */
  get repeatedCount(): number {
    return this.#repeated;
  }

  /** Whether more came without something than is normal. */
  get isDoubtful(): boolean {
    return (
      this.isMuchLacking || this.unusableCount > allowed(this.size, 'changes')
    );
  }

  /** Whether more lack something than is normal, or can be held. */
  get isMuchLacking(): boolean {
    const most = Math.min(allowed(this.size, 'changes'), MOST_HELD);
    return this.#lacking.size > most;
  }

  /** The list is read from its beginning: what has no id cannot be told from what had none before. */
  beginReading(): void {
    this.#withoutId = 0;
    this.#isFirstReading = this.ids.size === 0;
  }

  /** Takes a page in. @returns what is to be emitted, which counts as emitted from now on */
  add(page: readonly Payload[]): Identified<Payload>[] {
    const items = identified(page);
    this.#withoutId += page.length - items.length;
    return items.filter((item) => this.#isNewAndWhole(item));
  }

  /** The items that lack something and are held, which count as emitted from now on. */
  release(): Identified<Payload>[] {
    const held = [...this.#lacking.values()].filter(
      (item) => item !== undefined,
    );
    held.forEach(({ id }) => this.#emitted(id));
    return held;
  }

  #isNewAndWhole(item: Identified<Payload>): boolean {
    const { id } = item;
    if (this.ids.has(id)) {
      this.#repeated += this.#isFirstReading ? 1 : 0;
      return false;
    }
    // Graph answers so for what the application may not see: it must not replace what JupiterOne knows.
    const isBare = Object.entries(item).every(
      ([name, value]) =>
        name === 'id' || name.includes('@odata.') || isNothing(value),
    );
    if (isBare) {
      if (!this.#lacking.has(id)) {
        this.#bare.add(id);
      }
      return false;
    }
    const missing = this.#deciding.filter((name) => isNothing(item[name]));
    if (missing.length === 0) {
      this.#emitted(id);
      return true;
    }
    missing.forEach((name) => this.lacked.add(name));
    this.#bare.delete(id);
    this.#hold(item);
    return false;
  }

  #hold(item: Identified<Payload>): void {
    if (this.#lacking.get(item.id) !== undefined) {
      return;
    }
    const isHeld = this.#heldCount < MOST_HELD;
    this.#heldCount += isHeld ? 1 : 0;
    this.#lacking.set(item.id, isHeld ? item : undefined);
  }

  #emitted(id: string): void {
    this.ids.add(id);
    this.#heldCount -= this.#lacking.get(id) === undefined ? 0 : 1;
    this.#lacking.delete(id);
    this.#bare.delete(id);
  }
}

/** `false` and 0 are values. */
function isNothing(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  );
}
