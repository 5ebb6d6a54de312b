/** Sign-in times: users are listed with them as long as Graph gives them, and events tell why they are missing. */
import { IntegrationInfoEventName } from '@jupiterone/integration-sdk-core';
import {
  errorMessage,
  isForbidden,
  isNotLicensed,
  type GraphError,
} from '../../graph/errors/errors';
import { endpointName } from '../../graph/request';
import type { StepContext } from '../../run/context';
import { publishInfo } from '../../run/events';
import { isAboutRequest } from '../../run/itemFailures';
import type { Listing } from '../../run/listing/listing';
import { tellAbsence } from '../../run/optionalExtra';
import {
  signInSampleRequest,
  usersRequest,
  usersWithSignInRequest,
  type UserPayload,
} from './request';
import { type MessageCode } from '../../graph/basics/messageCodes';

/** https://learn.microsoft.com/graph/api/resources/signinactivity */
const CANNOT_READ_USERS = 'Authorization_RequestDenied';

export interface SignIns {
  /** The listing with sign-ins, and the plain one for what Graph does not give with them. */
  readonly listing: Pick<Listing<UserPayload>, 'request' | 'plain'>;
  /** To be called when all users are listed: checks that sign-ins came, and tells what is missing. */
  readonly end: (listed: {
    readonly users: number;
    readonly hasSignIns: boolean;
  }) => Promise<void>;
}

/** Sends nothing: the first page of users with sign-ins tells whether the application may see them. */
export function listWithSignIns(context: StepContext): SignIns {
  const publish = (code: MessageCode, description: string) =>
    publishInfo(
      context.logger,
      code,
      IntegrationInfoEventName.Info,
      `Sign-in times of users are not collected${description}`,
    );
  const tellRefusal = (refusal: GraphError) =>
    tellAbsence(context, usersWithSignInRequest, refusal);
  let isRefused = false;
  /** When it is so, the plain listing fails for the same reason, and says so. */
  let untold: GraphError | undefined;
  const onUse = (failure: GraphError, isBegun: boolean) => {
    isRefused = true;
    if (!isBegun && isNotLicensed(failure)) {
      publish(
        'M365-DATA-008',
        ': Microsoft Graph gives them to tenants with a Microsoft Entra ID P1 or P2 license only.',
      );
    } else if (!isBegun && cannotReadUsers(failure)) {
      untold = failure;
    } else if (isBegun || !tellRefusal(failure)) {
      publish(
        'M365-DATA-009',
        ` in this run, because the request for them failed: ${failure.message}.${wayOut(failure)}`,
      );
    }
  };
  return {
    listing: {
      request: usersWithSignInRequest,
      plain: { request: usersRequest, onUse },
    },
    end: async ({ users, hasSignIns }) => {
      if (untold) {
        tellRefusal(untold);
      }
      const isDoubtful = users > 0 && !hasSignIns && !isRefused;
      if (isDoubtful && (await oneHasSignIn(context))) {
        publish(
          'M365-DATA-010',
          ' in this run: Microsoft Graph had one when it was asked for a single user, and none in the list of all users.',
        );
      }
    },
  };
}

function cannotReadUsers(failure: GraphError): boolean {
  return isForbidden(failure) && failure.code === CANNOT_READ_USERS;
}

function wayOut(failure: GraphError): string {
  return isForbidden(failure)
    ? ' They need the permission AuditLog.Read.All and a Microsoft Entra ID P1 or P2 license.'
    : '';
}

export const hasSignIn = ({ signInActivity }: UserPayload) =>
  signInActivity !== null && signInActivity !== undefined;

/** Whether a user has a sign-in when nobody else is asked for. */
async function oneHasSignIn({
  graph,
  completeness,
}: StepContext): Promise<boolean> {
  const what = 'sign-in times of users';
  try {
    const users = usersOf(await graph.get(signInSampleRequest));
    if (users.length === 0) {
      // There are users: they were listed.
      completeness.addUnchecked(what, NOBODY);
    }
    return users.some(hasSignIn);
  } catch (error) {
    if (!isAboutRequest(error)) {
      throw error;
    }
    completeness.addUnchecked(what, errorMessage(error));
    return false;
  }
}

const NOBODY = `${endpointName(signInSampleRequest)} was answered without a user`;

/** The answer is a list of one. */
function usersOf(answer: unknown): readonly UserPayload[] {
  const { value } = answer as { readonly value?: unknown };
  return Array.isArray(value) ? (value as UserPayload[]) : [];
}
