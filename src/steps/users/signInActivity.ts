/** Sign-in times: whether the users can be listed with them, and what users are told where they cannot. */
import { IntegrationInfoEventName } from '@jupiterone/integration-sdk-core';
import { GraphResponseError, type GraphError } from '../../graph/errors';
import type { GraphRequest } from '../../graph/request';
import type { StepContext } from '../context';
import { tellUsers } from '../events';
import { publishMissingPermission } from '../failures';
import { getOptionalExtra } from '../optionalExtra';
import {
  signInProbeRequest,
  usersRequest,
  usersWithSignInRequest,
  type UserPayload,
} from './request';

/** https://learn.microsoft.com/graph/api/resources/signinactivity */
const CANNOT_READ_USERS = 'Authorization_RequestDenied';

export interface SignIns {
  /** The listing with sign-ins where the tenant gives them, else the plain one. */
  readonly request: GraphRequest<UserPayload>;
  /** The listing with sign-ins was not to be had after all. */
  readonly refused: (failure: GraphError) => void;
  readonly listed: (users: readonly UserPayload[]) => void;
  /** To be called when all users are listed: tells what is missing, if only that can tell. */
  readonly end: () => void;
}

/** Decided before the first user is emitted; an event says why sign-ins are missing. */
export async function chooseUsersRequest(
  context: StepContext,
): Promise<SignIns> {
  const { logger } = context;
  const tell = (description: string) =>
    tellUsers(
      logger,
      IntegrationInfoEventName.Info,
      `Sign-in times of users are not collected${description}`,
    );
  let end: () => void = () => undefined;
  const answer = await getOptionalExtra(
    context,
    signInProbeRequest,
    (refusal) => {
      const tellPermission = () =>
        publishMissingPermission(logger, refusal, [signInProbeRequest]);
      if (refusal.code === CANNOT_READ_USERS) {
        // If that is so, the listing fails for the same reason, and says so.
        end = tellPermission;
      } else if (refusal.kind === 'notLicensed') {
        tell(
          ': Microsoft Graph gives them to tenants with a Microsoft Entra ID P1 or P2 licence only.',
        );
      } else {
        tellPermission();
      }
    },
  );
  if (!answer) {
    return {
      request: usersRequest,
      refused: () => undefined,
      listed: () => undefined,
      end: () => end(),
    };
  }
  let hasAny = false;
  let isListed = true;
  return {
    request: usersWithSignInRequest,
    refused: (failure) => {
      isListed = false;
      const way =
        failure instanceof GraphResponseError && failure.status === 403
          ? ' They need the permission AuditLog.Read.All and a Microsoft Entra ID P1 or P2 licence.'
          : '';
      tell(
        ` of all users in this run, because the list that has them failed: ${failure.message}.${way}`,
      );
    },
    listed: (users) => {
      hasAny ||= users.some(hasSignIn);
    },
    end: () => {
      if (isListed && !hasAny && firstOf(answer)?.some(hasSignIn)) {
        tell(
          ' in this run: Microsoft Graph had one when it was asked for a single user, and none in the list of all users.',
        );
      }
    },
  };
}

const hasSignIn = ({ signInActivity }: UserPayload) =>
  signInActivity !== null && signInActivity !== undefined;

/** The probe is a list of one. */
function firstOf(answer: unknown): readonly UserPayload[] | undefined {
  const { value } = answer as { readonly value?: unknown };
  return Array.isArray(value) ? (value as UserPayload[]) : undefined;
}
