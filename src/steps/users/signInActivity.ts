/** Sign-in times: whether the users can be listed with them, and what users are told where they cannot. */
import { IntegrationInfoEventName } from '@jupiterone/integration-sdk-core';
import { isForbidden, type GraphError } from '../../graph/errors/errors';
import type { StepContext } from '../../run/context';
import { publishInfo } from '../../run/events';
import { publishMissingPermission } from '../../run/failures';
import { isAboutRequest } from '../../run/itemFailures';
import type { Listing } from '../../run/listing/listing';
import { getOptionalExtra } from '../../run/optionalExtra';
import {
  signInProbeRequest,
  usersRequest,
  usersWithSignInRequest,
  type UserPayload,
} from './request';

/** https://learn.microsoft.com/graph/api/resources/signinactivity */
const CANNOT_READ_USERS = 'Authorization_RequestDenied';

export interface SignIns {
  /** The listing with sign-ins where the tenant gives them, else the plain one; and what is listed when that was not to be had after all. */
  readonly listing: Pick<Listing<UserPayload>, 'request' | 'plain'>;
  /** To be called when all users are listed: tells what is missing, if only that can tell. */
  readonly end: (hasAny: boolean) => void;
}

/** Decided before the first user is emitted; an event says why sign-ins are missing. */
export async function chooseUsersRequest(
  context: StepContext,
): Promise<SignIns> {
  const { logger } = context;
  const publish = (description: string) =>
    publishInfo(
      logger,
      IntegrationInfoEventName.Info,
      `Sign-in times of users are not collected${description}`,
    );
  const publishFailure = (failure: GraphError) =>
    publish(
      ` in this run, because the request for them failed: ${failure.message}.${wayOut(failure)}`,
    );
  let end: () => void = () => undefined;
  const answer = await getOptionalExtra(
    context,
    signInProbeRequest,
    (refusal) => {
      const publishPermission = () =>
        publishMissingPermission(logger, refusal, [signInProbeRequest]);
      if (refusal.code === CANNOT_READ_USERS) {
        // If that is so, the listing fails for the same reason, and says so.
        end = publishPermission;
      } else if (refusal.kind === 'notLicensed') {
        publish(
          ': Microsoft Graph gives them to tenants with a Microsoft Entra ID P1 or P2 license only.',
        );
      } else {
        publishPermission();
      }
    },
  ).catch((error: unknown) => {
    if (!isAboutRequest(error)) {
      throw error;
    }
    publishFailure(error);
    return undefined;
  });
  if (!answer) {
    return { listing: { request: usersRequest }, end: () => end() };
  }
  let isListed = true;
  return {
    listing: {
      request: usersWithSignInRequest,
      plain: {
        request: usersRequest,
        onUse: (failure) => {
          isListed = false;
          publishFailure(failure);
        },
      },
    },
    end: (hasAny) => {
      if (isListed && !hasAny && firstOf(answer)?.some(hasSignIn)) {
        publish(
          ' in this run: Microsoft Graph had one when it was asked for a single user, and none in the list of all users.',
        );
      }
    },
  };
}

function wayOut(failure: GraphError): string {
  return isForbidden(failure)
    ? ' They need the permission AuditLog.Read.All and a Microsoft Entra ID P1 or P2 license.'
    : '';
}

export const hasSignIn = ({ signInActivity }: UserPayload) =>
  signInActivity !== null && signInActivity !== undefined;

/** The probe is a list of one. */
function firstOf(answer: unknown): readonly UserPayload[] | undefined {
  const { value } = answer as { readonly value?: unknown };
  return Array.isArray(value) ? (value as UserPayload[]) : undefined;
}
