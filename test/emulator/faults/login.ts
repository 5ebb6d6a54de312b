/** Faults of the token endpoint. https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
import { loginErrorAnswer } from '../login/errors';
import { instead } from './answers';
import { rewriteJson } from './pages';
import type { Fault } from './rule';

export const refusedLogin: Fault = instead('login refused', () =>
  loginErrorAnswer({
    status: 401,
    error: 'invalid_client',
    code: 7000222,
    message: 'The provided client secret keys are expired.',
  }),
);

/** Entra ID's own word for "try again". */
export const busyLogin: Fault = instead('AADSTS90033', () =>
  loginErrorAnswer({
    status: 400,
    error: 'temporarily_unavailable',
    code: 90033,
    message: 'A transient error has occurred. Please try again.',
  }),
);

/** By its own word the token has ended when it comes: the clocks of two machines differ. */
export const endedToken = rewriteJson(
  'token that ended before it came',
  (body: object) => ({ ...body, expires_in: 0, ext_expires_in: 0 }),
);
