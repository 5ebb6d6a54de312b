import {
  GraphProtocolError,
  GraphResponseError,
  GraphTransportError,
} from '../errors/errors';
import { maxAttempts } from '../basics/limits';
import { decideDownload } from './downloadDecision';
import { ExportFileError, LocalFileError } from './exportErrors';

const ENDPOINT = 'GET AppInvRawData.zip';

function answered(status: number, retryAfterMs?: number): GraphResponseError {
  return new GraphResponseError(ENDPOINT, {
    status,
    code: '',
    message: '',
    retryAfterMs,
  });
}

const broken = new ExportFileError('transfer', 'corrupt');
const network = new GraphTransportError(ENDPOINT, 'network', 'ECONNRESET');

function decide(failure: Error, ...earlier: Error[]) {
  return decideDownload(failure, earlier, {
    reportName: 'AppInvRawData',
    maxDownloads: 3,
    random: () => 0,
  });
}

function unavailable(reason: string) {
  return { kind: 'giveUp', error: expect.objectContaining({ reason }) };
}

describe('decideDownload', () => {
  test.each<[string, ReturnType<typeof decide>, unknown]>([
    ['a broken file', decide(broken), { kind: 'again', delayMs: 2_000 }],
    ['a third one', decide(broken, broken, broken), unavailable('damaged')],
    [
      'a broken file after broken connections',
      decide(broken, network, network, network),
      { kind: 'again', delayMs: 2_000 },
    ],
    [
      'a file that would come again',
      decide(new ExportFileError('content', 'short')),
      unavailable('damaged'),
    ],
    [
      'a missing column',
      decide(new ExportFileError('missingColumn', 'no column A')),
      unavailable('missingColumn'),
    ],
    ...[400, 401, 403, 404, 409, 410, 412, 416].flatMap((status) => {
      const once = decide(answered(status));
      const twice = decide(answered(status), answered(404));
      return [
        [`${status}`, once, { kind: 'freshUrl' }],
        [`${status} again`, twice, unavailable('damaged')],
      ] as [string, typeof once, unknown][];
    }),
    ['another', decide(answered(404), answered(403)), unavailable('damaged')],
    ['a broken connection', decide(network), { kind: 'again', delayMs: 500 }],
    [
      'throttling',
      decide(answered(503, 7_000)),
      { kind: 'again', delayMs: 7_000 },
    ],
  ])('after %s', (_, decision, expected) => {
    expect(decision).toEqual(expected);
  });

  test('fails with what does not heal', () => {
    const redirect = new GraphProtocolError(ENDPOINT, 'redirect');
    expect(decide(redirect)).toEqual({ kind: 'giveUp', error: redirect });
    const full = new LocalFileError({ code: 'ENOSPC' });
    expect(decide(full)).toEqual({ kind: 'giveUp', error: full });
  });

  test.each([
    ['connections', network, maxAttempts.transport],
    ['errors of the server', answered(500), maxAttempts.serverError],
    ['throttling', answered(429), maxAttempts.throttling],
  ])('gives way after too many %s', (_, failure, attempts) => {
    const earlier = new Array<Error>(attempts - 1).fill(failure);
    expect(decide(failure, ...earlier)).toEqual(unavailable('damaged'));
  });
});
