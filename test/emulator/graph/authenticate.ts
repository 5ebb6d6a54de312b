/** Finds out who calls, from the bearer token. */
import type { Headers } from '../http/message';
import type { Caller, Tokens } from '../login/tokens';
import { GraphError } from './errors';

/** Microsoft Graph's own application id. */
const graphAppId = '00000003-0000-0000-c000-000000000000';
const challenge = `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="${graphAppId}"`;

export function authenticate(headers: Headers, tokens: Tokens): Caller {
  const token = /^Bearer\s+(.+)$/i.exec(headers.authorization ?? '')?.[1];
  if (token === undefined) throw unauthorized('Access token is empty.');
  const result = tokens.check(token.trim());
  switch (result.kind) {
    case 'valid':
      return result.caller;
    case 'expired':
      throw unauthorized('Lifetime validation failed, the token is expired.');
    case 'noDots':
      throw unauthorized(
        'IDX14100: JWT is not well formed, there are no dots (.).',
      );
    case 'unreadable':
      throw unauthorized(
        'CompactToken parsing failed with error code: 80049217',
      );
    case 'forged':
      throw unauthorized('Access token validation failure.');
  }
}

function unauthorized(message: string): GraphError {
  return new GraphError(401, 'InvalidAuthenticationToken', message, {
    'WWW-Authenticate': challenge,
  });
}
