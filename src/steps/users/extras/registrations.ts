/** Second factors of users, by Microsoft's report of registered authentication methods. */
import { IntegrationWarnEventName } from '@jupiterone/integration-sdk-core';
import { identified, isGuid } from '../../../model/keys';
import { flag, textList } from '../../../model/values';
import type { StepContext } from '../../../run/context';
import { publishWarning } from '../../../run/events';
import { readOptionalList } from '../../../run/optionalList';
import { registrationsRequest, type RegistrationPayload } from './request';

/** Properties of `azure_user`; those that the report does not tell are absent. */
export interface Registration {
  readonly isAdmin?: boolean;
  readonly isMfaEnabled?: boolean;
  readonly mfaEnabled?: boolean;
  readonly mfaType?: string;
  readonly isMfaRegistered?: boolean;
  readonly isPasswordlessCapable?: boolean;
}

/** The report in memory: users with the same answers share one object. */
export class Registrations {
  readonly #byUser = new Map<string, Registration>();
  readonly #distinct = new Map<string, Registration>();

  add(page: readonly RegistrationPayload[]): void {
    for (const payload of identified(page)) {
      this.#byUser.set(
        packed(payload.id),
        this.#shared(toRegistration(payload)),
      );
    }
  }

  get size(): number {
    return this.#byUser.size;
  }

  /** Undefined for a user who is not in the report. It is forgotten then, because each user is emitted once. */
  take(userId: string): Registration | undefined {
    const key = packed(userId);
    const registration = this.#byUser.get(key);
    this.#byUser.delete(key);
    return registration;
  }

  #shared(registration: Registration): Registration {
    const key = JSON.stringify(registration);
    const shared = this.#distinct.get(key) ?? registration;
    this.#distinct.set(key, shared);
    return shared;
  }
}

/** The 16 bytes of a GUID as a text: half the memory of the GUID. Any other id becomes a longer text. */
function packed(id: string): string {
  return isGuid(id)
    ? Buffer.from(id.replaceAll('-', ''), 'hex').toString('latin1')
    : `other id ${id}`;
}

export function toRegistration(payload: RegistrationPayload): Registration {
  const isCapable = flag(payload.isMfaCapable);
  const methods = textList(payload.methodsRegistered);
  return {
    isAdmin: flag(payload.isAdmin),
    isMfaEnabled: isCapable,
    mfaEnabled: isCapable,
    mfaType: methods.length > 0 ? methods.join(', ') : undefined,
    isMfaRegistered: flag(payload.isMfaRegistered),
    isPasswordlessCapable: flag(payload.isPasswordlessCapable),
  };
}

/** Undefined when the report cannot be had, which an event tells. @throws LoginError */
export async function readRegistrations(
  context: StepContext,
): Promise<Registrations | undefined> {
  const registrations = new Registrations();
  const isWhole = await readOptionalList(
    context,
    registrationsRequest,
    (page) => registrations.add(page),
  );
  return isWhole ? registrations : undefined;
}

/** An empty report means nothing when there are users. */
export function tellEmptyReport({ logger }: StepContext): void {
  publishWarning(
    logger,
    'M365-DATA-006',
    IntegrationWarnEventName.IncompleteData,
    `Microsoft Graph listed users, and its report of their authentication methods was empty. Not collected in this run: ${registrationsRequest.permission.without}. If it stays, see docs/troubleshooting.md.`,
  );
}
