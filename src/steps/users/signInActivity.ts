/** Whether the users can be listed with their sign-ins: decided before the first one is emitted. */
import { IntegrationInfoEventName } from '@jupiterone/integration-sdk-core';
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
const NO_PREMIUM_LICENSE =
  'Authentication_RequestFromNonPremiumTenantOrB2CTenant';

export interface UsersChoice {
  readonly request: GraphRequest<UserPayload>;
  /** To be called when all users are listed: tells what is missing, if only that can tell. */
  readonly listed: () => void;
}

/** The listing with sign-ins where the tenant gives them, else the plain one, and an event that says why. */
export async function chooseUsersRequest(
  context: StepContext,
): Promise<UsersChoice> {
  const { logger } = context;
  let listed: () => void = () => undefined;
  const answer = await getOptionalExtra(
    context,
    signInProbeRequest,
    (refusal) => {
      const tellPermission = () =>
        publishMissingPermission(logger, refusal, [signInProbeRequest]);
      if (refusal.code === CANNOT_READ_USERS) {
        // If that is so, the listing fails for the same reason, and says so.
        listed = tellPermission;
      } else if (refusal.code === NO_PREMIUM_LICENSE) {
        tellUsers(
          logger,
          IntegrationInfoEventName.Info,
          'Sign-in times of users are not collected: Microsoft Graph gives them to tenants with a Microsoft Entra ID P1 or P2 licence only.',
        );
      } else {
        tellPermission();
      }
    },
  );
  return { request: answer ? usersWithSignInRequest : usersRequest, listed };
}
