import {
  errorMessage,
  GraphAbortError,
  GraphError,
  GraphProtocolError,
  GraphResponseError,
  GraphTransportError,
  IncompleteReportError,
  isBadRequest,
  isForbidden,
  isLostPageToken,
  isNotApplicableToTenant,
  isNotFound,
  isTokenParsingFault,
  isTooFast,
  isUnknownSegment,
  LoginError,
} from './errors';

function answered(status: number, code = '', message = ''): GraphResponseError {
  return new GraphResponseError('GET /v1.0/users', { status, code, message });
}

describe('the error classes', () => {
  test.each([
    ['GraphResponseError', answered(500)],
    ['GraphTransportError', new GraphTransportError('GET /', 'network', 'x')],
    ['GraphProtocolError', new GraphProtocolError('GET /', 'x')],
    ['IncompleteReportError', new IncompleteReportError('POST /', 1, 2)],
    ['GraphAbortError', new GraphAbortError('GET /')],
    ['LoginError', new LoginError('x')],
  ])('%s names itself and its endpoint', (name, error) => {
    expect(error).toBeInstanceOf(GraphError);
    expect(error.name).toBe(name);
    expect(error.endpoint).not.toBe('');
    expect(error.cause).toBeUndefined();
  });
});

describe('isForbidden', () => {
  test.each([
    [answered(403, 'Authorization_RequestDenied'), true],
    [answered(403), false],
    [answered(403, 'UnknownError'), false],
    [answered(403, 'UnknownError', 'Must have a scope: Some.Read'), true],
    [answered(401), true],
    [answered(404), false],
    [
      answered(
        401,
        'InvalidAuthenticationToken',
        'CompactToken parsing failed with error code: 80049217',
      ),
      false,
    ],
    [new LoginError('x', '7000215'), false],
    [undefined, false],
  ])('of %s is %p', (error, expected) => {
    expect(isForbidden(error)).toBe(expected);
  });
});

describe('isNotFound', () => {
  test.each([
    [answered(404), true],
    [answered(410), true],
    [new Error('404'), false],
  ])('of %s is %p', (error, expected) => {
    expect(isNotFound(error)).toBe(expected);
  });
});

describe('isBadRequest', () => {
  test.each([
    [answered(400), true],
    [answered(404), false],
    [new Error('400'), false],
  ])('of %s is %p', (error, expected) => {
    expect(isBadRequest(error)).toBe(expected);
  });
});

describe('isUnknownSegment', () => {
  const message =
    "Resource not found for the segment 'getDeviceInstallStatusReport'.";
  test.each([
    [answered(400, 'BadRequest', message), true],
    [answered(400, '', message.toUpperCase()), true],
    [answered(404), true],
    [answered(400, 'BadRequest', 'Invalid filter'), false],
    [answered(500, '', message), false],
    [undefined, false],
  ])('of %s is %p', (error, expected) => {
    expect(isUnknownSegment(error)).toBe(expected);
  });
});

describe('isNotApplicableToTenant', () => {
  const TEXT = 'Request not applicable to target tenant.';

  test.each([
    [answered(400, 'BadRequest', TEXT), true],
    [answered(400, '', ` ${TEXT.toUpperCase()} `), true],
    [answered(400, '', TEXT.slice(0, -1)), true],
    [answered(400, 'BadRequest', `${TEXT} Or is it?`), false],
    [answered(400, 'BadRequest', 'Resource not found.'), false],
    [answered(403, 'BadRequest', TEXT), false],
    [answered(503, 'BadRequest', TEXT), false],
    [new Error(TEXT), false],
  ])('of %s is %p', (error, expected) => {
    expect(isNotApplicableToTenant(error)).toBe(expected);
  });
});

describe('isLostPageToken', () => {
  test.each([
    [answered(400, 'Directory_ExpiredPageToken', 'expired'), true],
    [answered(400, 'DirectoryPageTokenNotFoundException', 'gone'), true],
    [answered(400, 'Request_BadRequest', 'The page token is not valid.'), true],
    [answered(400, 'Request_BadRequest', 'Invalid filter clause'), false],
    [answered(500, 'Directory_ExpiredPageToken', 'expired'), true],
    [answered(404, 'DirectoryPageTokenNotFoundException', 'gone'), true],
    [answered(400, '', 'Invalid Skip Token'), true],
    [answered(400, 'BadRequest', 'The skip token has expired'), true],
    [answered(400, '', 'The $skiptoken option is not supported'), false],
    [new Error('Directory_ExpiredPageToken'), false],
  ])('of %s is %p', (error, expected) => {
    expect(isLostPageToken(error)).toBe(expected);
  });
});

describe('isTooFast', () => {
  test.each([
    [answered(429), true],
    [answered(500, '', 'Failed to call the Query Broker'), true],
    [answered(500, '', 'Internal error'), false],
    [answered(503, '', 'query broker'), false],
    [new Error('429'), false],
    [undefined, false],
  ])('of %s is %p', (error, expected) => {
    expect(isTooFast(error)).toBe(expected);
  });
});

describe('isTokenParsingFault', () => {
  const TEXT = 'CompactToken parsing failed with error code: 80049217';

  test.each([
    [answered(401, 'InvalidAuthenticationToken', TEXT), true],
    [answered(401, '', 'IDX14100: JWT is not well formed'), true],
    [answered(401, '', 'IDX12741: JWT must have three segments'), true],
    [
      answered(401, 'InvalidAuthenticationToken', 'Access token expired'),
      false,
    ],
    [answered(403, 'InvalidAuthenticationToken', TEXT), false],
    [new Error(TEXT), false],
  ])('of %s is %p', (error, expected) => {
    expect(isTokenParsingFault(error)).toBe(expected);
  });
});

describe('isEntraUnavailable', () => {
  test.each([
    ['90033', true],
    ['90006', true],
    ['90012', true],
    ['90024', true],
    ['90090', true],
    ['7000215', false],
    ['90002', false],
    ['90036', false],
    ['50033', true],
    ['50087', true],
    ['50196', true],
    ['90055', true],
    [undefined, false],
  ])('of AADSTS%s is %p', (aadsts, expected) => {
    expect(new LoginError('detail', aadsts).isEntraUnavailable).toBe(expected);
  });
});

describe('errorMessage', () => {
  test.each([
    [new Error('text'), 'text'],
    ['text', 'text'],
    [undefined, 'undefined'],
    [null, 'null'],
  ])('of %p is %s', (error, expected) => {
    expect(errorMessage(error)).toBe(expected);
  });
});
