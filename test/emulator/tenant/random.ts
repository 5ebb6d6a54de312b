/** A small seeded random source: the same seed gives the same tenant on every machine. */

// Called millions of times for a large tenant, and a look-up of a global is slow in jest's sandbox.
const { floor, imul } = Math;

/** A fixed day, so that a tenant is the same tomorrow. */
const defaultToday = Date.parse('2025-06-30T12:00:00Z');

export interface Random {
  /** The day the tenant is seen on, in ms since the Unix epoch: random times are so and so long before it. */
  readonly today: number;
  /** In [0, 1). */
  next(): number;
  /** Both ends included. */
  integer(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** `count` different items (all of them when there are fewer), in constant memory per item. */
  sample<T>(items: readonly T[], count: number): T[];
  shuffle<T>(items: readonly T[]): T[];
  guid(): string;
}

export function createRandom(seed: number, today = defaultToday): Random {
  const next = mulberry32(seed);
  const scratch = Buffer.from('00000000-0000-0000-0000-000000000000', 'latin1');
  const integer = (min: number, max: number) =>
    min + floor(next() * (max - min + 1));
  return {
    today,
    next,
    integer,
    chance: (probability) => next() < probability,
    pick: (items) => items[integer(0, items.length - 1)],
    sample: (items, count) => sample(items, count, integer),
    shuffle: (items) => shuffle(items, integer),
    guid: () => guid(next, scratch),
  };
}

/** Tommy Ettinger's generator: 32 bits of state, each visited once, so two guids of one seed never collide. */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Walks the list in a stride that is coprime to its length, so that no item comes twice. */
function sample<T>(
  items: readonly T[],
  count: number,
  integer: (min: number, max: number) => number,
): T[] {
  if (count <= 0 || items.length === 0) return [];
  if (count >= items.length) return [...items];
  const start = integer(0, items.length - 1);
  let stride = integer(1, items.length - 1);
  while (greatestCommonDivisor(stride, items.length) !== 1) stride += 1;
  return Array.from(
    { length: count },
    (_, index) => items[(start + index * stride) % items.length],
  );
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function shuffle<T>(
  items: readonly T[],
  integer: (min: number, max: number) => number,
): T[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = integer(0, last);
    [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
  }
  return shuffled;
}

/** Where the bytes of a GUID stand in its text, as two digits each. */
const places = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];

const digits = Buffer.from('0123456789abcdef', 'latin1');

/** A version 4 GUID, the form of Entra object ids. Written as bytes, because a template would keep all its parts in memory. */
function guid(next: () => number, text: Buffer): string {
  const draw = () => floor(next() * 2 ** 32);
  writeBytes(text, 0, draw());
  // The version.
  writeBytes(text, 4, (draw() & ~0x00f00000) | 0x00400000);
  // The variant.
  writeBytes(text, 8, (draw() & ~0x000000c0) | 0x00000080);
  writeBytes(text, 12, draw());
  return text.toString('latin1');
}

/** The four bytes of these bits from this byte of a GUID on, the lowest first. */
function writeBytes(text: Buffer, first: number, bits: number): void {
  for (let byte = 0; byte < 4; byte += 1) {
    const place = places[first + byte];
    text[place] = digits[(bits >>> (8 * byte + 4)) & 0xf];
    text[place + 1] = digits[(bits >>> (8 * byte)) & 0xf];
  }
}
