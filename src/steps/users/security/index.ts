/** What is read of users before they are listed, and added to each. */
import type { StepContext } from '../../../run/context';
import { settleAll } from '../../../run/settleAll';
import {
  readRegistrations,
  tellEmptyReport,
  type Registration,
  type Registrations,
} from './registrations';

export type UserSecurity = Registration;

export interface SecurityOfUsers {
  /** To be called once for each user. */
  readonly of: (userId: string) => UserSecurity | undefined;
  /** To be called when so many users are listed: tells if the report was empty. */
  readonly end: (users: number) => void;
}

/**
 * Users wait for it: the report and the users with sign-in times share a quota, so
 * reading both at the same time would not end sooner, and page tokens of users
 * could expire.
 *
 * @throws LoginError, GraphAbortError
 */
export async function readSecurity(
  context: StepContext,
): Promise<SecurityOfUsers> {
  let registrations: Registrations | undefined;
  await settleAll(context, [
    async (part) => {
      registrations = await readRegistrations(part);
    },
  ]);
  const isEmpty = registrations?.size === 0;
  return {
    of: (userId) => registrations?.take(userId),
    end: (users) => {
      if (isEmpty && users > 0) {
        tellEmptyReport(context);
      }
    },
  };
}
