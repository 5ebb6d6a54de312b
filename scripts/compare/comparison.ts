/**
 * What differs between two results of the SDK, by type, key and property. The
 * older one is kept as one short text for each object, the newer one is read past
 * it: about 200 bytes for each object of the older result.
 */

/** An entity or a relationship, as it stands in a file. */
export interface StoredObject {
  readonly [property: string]: unknown;
}

export interface PropertyDifference {
  /** Objects that have it in the older result only. */
  lost: number;
  /** Objects that have it in the newer result only. */
  gained: number;
  /** Objects whose value differs. */
  changed: number;
}

export interface TypeDifference {
  older: number;
  newer: number;
  /** Objects of both whose properties are all the same. */
  same: number;
  /** Objects of both with another property. */
  changed: number;
  appeared: number;
  disappeared: number;
  readonly properties: Map<string, PropertyDifference>;
  /** A few keys. */
  readonly appearedKeys: string[];
  readonly disappearedKeys: string[];
}

export interface Retyped {
  readonly from: string;
  readonly to: string;
  readonly key: string;
  count: number;
}

export interface Comparison {
  readonly types: ReadonlyMap<string, TypeDifference>;
  /** Objects that have the same key and another type; they neither appeared nor disappeared. */
  readonly retyped: readonly Retyped[];
  /** Objects without a key or a type, which no result should have. */
  readonly nameless: number;
}

/** Keys that are named for a type. */
const EXAMPLES = 3;

export class Comparing {
  readonly #names = new Numbered();
  readonly #types = new Map<string, TypeDifference>();
  readonly #retyped = new Map<string, Retyped>();
  /** By key: the number of the type, then a number and a hash of each property. */
  readonly #older = new Map<string, string>();
  #nameless = 0;

  addOlder(object: StoredObject): void {
    const named = this.#nameOf(object);
    if (named) {
      const { key, type } = named;
      this.#of(type).older += 1;
      this.#older.set(key, this.#names.of(type) + this.#fingerprint(object));
    }
  }

  /** After all of the older ones. */
  addNewer(object: StoredObject): void {
    const named = this.#nameOf(object);
    if (!named) {
      return;
    }
    const { key, type } = named;
    const difference = this.#of(type);
    difference.newer += 1;
    const before = this.#older.get(key);
    if (before === undefined) {
      difference.appeared += 1;
      addExample(difference.appearedKeys, key);
      return;
    }
    this.#older.delete(key);
    const typeBefore = this.#names.at(before, 0);
    if (typeBefore !== type) {
      this.#addRetyped(typeBefore, type, key);
    } else {
      this.#compare(difference, before.slice(1), this.#fingerprint(object));
    }
  }

  /** After all of the newer ones. */
  result(): Comparison {
    for (const [key, before] of this.#older) {
      const difference = this.#of(this.#names.at(before, 0));
      difference.disappeared += 1;
      addExample(difference.disappearedKeys, key);
    }
    this.#older.clear();
    return {
      types: this.#types,
      retyped: [...this.#retyped.values()],
      nameless: this.#nameless,
    };
  }

  #nameOf({ _key: key, _type: type }: StoredObject) {
    if (typeof key === 'string' && typeof type === 'string') {
      return { key, type };
    }
    this.#nameless += 1;
    return undefined;
  }

  #of(type: string): TypeDifference {
    const known = this.#types.get(type);
    if (known) {
      return known;
    }
    const difference = {
      ...{ older: 0, newer: 0, same: 0 },
      ...{ changed: 0, appeared: 0, disappeared: 0 },
      properties: new Map<string, PropertyDifference>(),
      appearedKeys: [],
      disappearedKeys: [],
    };
    this.#types.set(type, difference);
    return difference;
  }

  #addRetyped(from: string, to: string, key: string): void {
    const pair = `${from} ${to}`;
    const known = this.#retyped.get(pair);
    if (known) {
      known.count += 1;
    } else {
      this.#retyped.set(pair, { from, to, key, count: 1 });
    }
  }

  #compare(difference: TypeDifference, before: string, now: string): void {
    if (before === now) {
      difference.same += 1;
      return;
    }
    difference.changed += 1;
    const [old, fresh] = [before, now].map(hashesOf);
    for (const name of new Set([...old.keys(), ...fresh.keys()])) {
      const [was, is] = [old.get(name), fresh.get(name)];
      if (was !== is) {
        const property = this.#propertyOf(difference, this.#names.at(name, 0));
        property.lost += is === undefined ? 1 : 0;
        property.gained += was === undefined ? 1 : 0;
        property.changed += was !== undefined && is !== undefined ? 1 : 0;
      }
    }
  }

  #propertyOf(
    { properties }: TypeDifference,
    name: string,
  ): PropertyDifference {
    const known = properties.get(name);
    const property = known ?? { lost: 0, gained: 0, changed: 0 };
    properties.set(name, property);
    return property;
  }

  /** null is nothing: J1QL asks for both in the same way. */
  #fingerprint(object: StoredObject): string {
    return Object.entries(object)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => this.#names.of(name) + hash(value))
      .sort()
      .join('');
  }
}

/** A character for each name. */
class Numbered {
  readonly #characters = new Map<string, string>();
  readonly #names: string[] = [];

  /** @throws RangeError for more names than there are characters */
  of(name: string): string {
    const known = this.#characters.get(name);
    if (known !== undefined) {
      return known;
    }
    if (this.#names.length > 0xffff) {
      throw new RangeError('More than 65,536 types and properties');
    }
    const character = String.fromCharCode(this.#names.length);
    this.#characters.set(name, character);
    this.#names.push(name);
    return character;
  }

  at(text: string, position: number): string {
    return this.#names[text.charCodeAt(position)];
  }
}

/** Characters of a property: its name, and two of its hash. */
const PROPERTY = 3;

function hashesOf(fingerprint: string): Map<string, string> {
  const hashes = new Map<string, string>();
  for (let at = 0; at < fingerprint.length; at += PROPERTY) {
    hashes.set(fingerprint[at], fingerprint.slice(at + 1, at + PROPERTY));
  }
  return hashes;
}

/** 32 bits, FNV-1a: of four thousand million changes, one is not seen. */
function hash(value: unknown): string {
  const text = JSON.stringify(value);
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  }
  return String.fromCharCode(sum >>> 16, sum & 0xffff);
}

function addExample(keys: string[], key: string): void {
  if (keys.length < EXAMPLES) {
    keys.push(key);
  }
}
