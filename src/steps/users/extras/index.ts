/** What is read before users are listed, and added to each of them. */
import type { StepContext } from '../../../run/context';
import { settleAll } from '../../../run/settleAll';
import { readDirectoryRoles, type DirectoryRoles } from './directoryRoles';
import { readLicenseNames, type LicenseNames } from './licenses';
import {
  readRegistrations,
  tellEmptyReport,
  type Registration,
  type Registrations,
} from './registrations';

/** Of one user. */
export interface UserExtras {
  readonly registration?: Registration;
  readonly roles?: {
    readonly isAdmin: boolean;
    /** Undefined without a role. */
    readonly directoryRoles?: string[];
  };
  readonly licenseNames?: LicenseNames;
}

export interface ExtrasOfUsers {
  /** To be called once for each user. */
  readonly of: (userId: string) => UserExtras;
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
export async function readExtras(context: StepContext): Promise<ExtrasOfUsers> {
  let registrations: Registrations | undefined;
  let roles: DirectoryRoles | undefined;
  let licenseNames: LicenseNames | undefined;
  await settleAll(context, [
    async (part) => {
      registrations = await readRegistrations(part);
    },
    async (part) => {
      roles = await readDirectoryRoles(part);
    },
    async (part) => {
      licenseNames = await readLicenseNames(part);
    },
  ]);
  const isEmpty = registrations?.size === 0;
  return {
    of: (userId) => ({
      registration: registrations?.take(userId),
      roles: roles && {
        isAdmin: roles.has(userId),
        directoryRoles: roles.get(userId),
      },
      licenseNames,
    }),
    end: (users) => {
      if (isEmpty && users > 0) {
        tellEmptyReport(context);
      }
    },
  };
}
