import { failureOf, scriptedStep } from '../../test/support/stepContext';
import {
  ExportUnavailableError,
  type ExportUnavailableReason,
} from '../graph/exports/exportRequest';
import { GraphTransportError } from '../graph/errors';
import { firstComplete, IncompleteSourceError, type Source } from './sources';

const reasons: ExportUnavailableReason[] = [
  'forbidden',
  'refused',
  'failed',
  'stuck',
  'missingColumn',
  'damaged',
];

const unavailable = (reason: ExportUnavailableReason) =>
  new ExportUnavailableError('AppInvRawData', reason, 'detail');

const incomplete = (...names: string[]) =>
  new IncompleteSourceError(
    'GET /some/path',
    names.map((name) => ({ id: name, name })),
  );

const failing =
  (error: Error): Source<string> =>
  () =>
    Promise.reject(error);

const second = () => Promise.resolve('second');

describe('firstComplete', () => {
  it('asks no other source when the first one has everything', async () => {
    const { context, events, lines } = scriptedStep([]);
    const other = jest.fn(second);
    const result = await firstComplete(context, [
      () => Promise.resolve('first'),
      other,
    ]);
    expect(result).toBe('first');
    expect(other).not.toHaveBeenCalled();
    expect([...events, ...lines]).toEqual([]);
  });

  it.each(reasons)('goes on after an export that is %s', async (reason) => {
    const { context, events, lines } = scriptedStep([]);
    const sources = [failing(unavailable(reason)), second] as const;
    expect(await firstComplete(context, sources)).toBe('second');
    // Only what users can do something about is an event.
    expect(events).toHaveLength(reason === 'forbidden' ? 1 : 0);
    expect(lines).toHaveLength(1);
  });

  it('tells users of an export that the application may not have', async () => {
    const { context, events } = scriptedStep([]);
    await firstComplete(context, [failing(unavailable('forbidden')), second]);
    expect(events).toMatchObject([{ name: 'info', level: 'info' }]);
    const [{ description }] = events;
    expect(description).toContain('AppInvRawData');
    expect(description).toContain('ReadWrite permission');
    expect(description).not.toContain('detail');
  });

  it('goes on after a source that is incomplete, and logs what lacks', async () => {
    const { context, events } = scriptedStep([]);
    const sources = [failing(incomplete('A', 'B')), second] as const;
    expect(await firstComplete(context, sources)).toBe('second');
    expect(events).toEqual([]);
    expect(context.logger.warn).toHaveBeenCalledWith(
      {
        reason: expect.stringContaining(
          'GET /some/path has fewer statuses than Intune counts for: A, B',
        ) as unknown,
      },
      'Another source is used',
    );
  });

  it.each([
    ['a broken connection', new GraphTransportError('GET /x', 'network', 'x')],
    ['a bug', new TypeError('x')],
  ])('does not go on after %s', async (_, error) => {
    const { context } = scriptedStep([]);
    const other = jest.fn(second);
    const failure = failureOf(firstComplete(context, [failing(error), other]));
    expect(await failure).toBe(error);
    expect(other).not.toHaveBeenCalled();
  });

  it.each([
    [unavailable('forbidden'), incomplete('A')],
    [unavailable('failed'), unavailable('stuck')],
    [incomplete('A'), incomplete('A', 'B')],
  ])('fails with the last error when no source is left', async (one, two) => {
    const { context } = scriptedStep([]);
    const sources = [failing(one), failing(two)] as const;
    expect(await failureOf(firstComplete(context, sources))).toBe(two);
  });

  it('fails with what is known to lack when the other source is not to be had', async () => {
    const { context } = scriptedStep([]);
    const short = incomplete('A');
    const sources = [failing(short), failing(unavailable('failed'))] as const;
    expect(await failureOf(firstComplete(context, sources))).toBe(short);
  });

  it('tells a source why the one before it gave way', async () => {
    const { context } = scriptedStep([]);
    const reason = unavailable('stuck');
    const other = jest.fn(second);
    await firstComplete(context, [failing(reason), other]);
    expect(other).toHaveBeenCalledWith(reason);
  });

  it('tries more than two', async () => {
    const { context } = scriptedStep([]);
    const sources = [
      failing(unavailable('refused')),
      failing(incomplete('A')),
      () => Promise.resolve('third'),
    ] as const;
    expect(await firstComplete(context, sources)).toBe('third');
  });
});

describe('IncompleteSourceError', () => {
  it('is an error of the SDK, whose message users see', () => {
    const error = incomplete('A', 'B');
    expect(error).toMatchObject({
      code: 'PROVIDER_API_ERROR',
      endpoint: 'GET /some/path',
      name: 'IncompleteSourceError',
    });
    expect(error.message).toContain('A, B');
  });
});
