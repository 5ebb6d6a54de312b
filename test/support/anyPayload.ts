/** fast-check arbitraries for payloads: anything that JSON can say, and what Graph says for "nothing". */
import * as fc from 'fast-check';
import type { GraphRequest } from '../../src/graph/request';
import { identified, type Identified } from '../../src/model/keys';

/** Values of Graph that mean "nothing" or "never", and texts that look like something and are not. */
const oddValues = [
  '',
  ' ',
  'Unknown',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.9999999Z',
  '00000000-0000-0000-0000-000000000000',
  '2024-02-31T25:61:61Z',
  'not an address@example.com',
  'ann@localhost',
  'ärger@exämple.com',
  '@',
  '__proto__',
  '\u0000',
  '\ud800',
  '👩‍👩‍👧‍👦',
];

const dates = fc
  .date({ noInvalidDate: true })
  .map((date) => date.toISOString());

/** Any JSON value, and every now and then one that a converter could take for a good one. */
export const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(...oddValues),
  fc.constantFrom(null, true, false, 0, Number.MAX_VALUE),
  fc.oneof(dates, fc.emailAddress(), fc.domain(), fc.uuid()),
  fc.array(fc.oneof(fc.string(), fc.constant(null), fc.emailAddress())),
);

/** An object with any value, or none, for each of the names. */
export function anyObject(
  names: readonly string[],
): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(Object.fromEntries(names.map((name) => [name, anyValue])), {
    requiredKeys: [],
    noNullPrototype: true,
  });
}

/** What `$select` of a request asks for, with any values; so the tests follow the request. */
export function anyPayload<Payload>(
  request: GraphRequest<Payload>,
  special: Readonly<Record<string, fc.Arbitrary<unknown>>> = {},
): fc.Arbitrary<Payload> {
  const names = request.query.$select.split(',');
  const properties = Object.fromEntries(
    names.map((name) => [name, anyValue] as const),
  );
  return fc.record(
    { ...properties, ...special },
    { requiredKeys: [], noNullPrototype: true },
    // The point of it: nothing of this is what the type says.
  ) as unknown as fc.Arbitrary<Payload>;
}

/** The same with an id that the steps let through. */
export function anyIdentified<Payload extends { id?: unknown }>(
  request: GraphRequest<Payload>,
  special: Readonly<Record<string, fc.Arbitrary<unknown>>> = {},
): fc.Arbitrary<Identified<Payload>> {
  const ids = fc.oneof(
    fc.uuid(),
    fc.string({ minLength: 10 }),
    fc.string({ unit: 'grapheme', minLength: 4 }),
  );
  return fc
    .tuple(anyPayload(request, special), ids)
    .map(([payload, id]) => identified([{ ...payload, id }]))
    .filter(({ length }) => length > 0)
    .map(([payload]) => payload);
}
