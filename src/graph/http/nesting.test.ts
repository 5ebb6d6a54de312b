import * as fc from 'fast-check';
import { useTransport, LIMITS } from '#test/graph/transportFixture';
import { GraphProtocolError } from '../errors/errors';
import { defaultLimits } from '../basics/limits';
import { isNestedTooDeep } from './nesting';

const { maxNesting } = LIMITS;
const transport = useTransport();

function nested(start: string, end: string, depth: number): string {
  return `${start.repeat(depth)}1${end.repeat(depth)}`;
}

describe('an answer', () => {
  test.each([
    ['objects', '{"a":', '}', maxNesting],
    ['lists', '[', ']', maxNesting],
    ['lists in objects', '{"a":[', ']}', maxNesting / 2],
  ])('of %s may be as deep as the limit', async (_, start, end, depth) => {
    const answerOf = (text: string) =>
      transport.answerOf((_request, response) => response.end(text));
    const text = nested(start, end, depth);
    expect(await answerOf(text)).toMatchObject({ status: 200 });
    await expect(answerOf(nested(start, end, depth + 1))).rejects.toThrow(
      new GraphProtocolError(
        'GET /v1.0/users',
        `the answer is nested more than ${maxNesting} deep (limit maxNesting)`,
      ),
    );
  });

  test('is refused for its depth with an error status, too', async () => {
    const failure = await transport.failureOf((_, response) => {
      response.statusCode = 503;
      response.end(nested('{"a":', '}', 100_000));
    });
    expect(failure).toBeInstanceOf(GraphProtocolError);
  });
});

describe('isNestedTooDeep', () => {
  test('is not misled by texts', () => {
    const text = JSON.stringify({ a: '}'.repeat(1_000), b: ']'.repeat(1_000) });
    expect(isNestedTooDeep(text, JSON.parse(text), 5)).toBe(false);
  });

  test('refuses nothing that real answers may hold', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 12 }), (text) => {
        const { maxNesting: limit } = defaultLimits;
        expect(isNestedTooDeep(text, JSON.parse(text), limit)).toBe(false);
      }),
    );
  });

  test('costs next to nothing compared to parsing', () => {
    const item = { id: 'x'.repeat(36), name: 'somebody', emails: ['a@b.c'] };
    const text = JSON.stringify({ value: new Array(50_000).fill(item) });
    const shares = Array.from({ length: 5 }, () => {
      const startedAt = performance.now();
      const value: unknown = JSON.parse(text);
      const parsedAt = performance.now();
      isNestedTooDeep(text, value, defaultLimits.maxNesting);
      return (performance.now() - parsedAt) / (parsedAt - startedAt);
    });
    // Measured: 0.01 to 0.03. A machine that is busy needs room.
    expect(Math.min(...shares)).toBeLessThan(0.1);
  });
});
