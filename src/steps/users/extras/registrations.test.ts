import * as fc from 'fast-check';
import { failed, page } from '#test/graph/replies';
import { anyObject, anyValue } from '#test/support/anyPayload';
import { scriptedStep } from '#test/support/stepContext';
import {
  readRegistrations,
  Registrations,
  toRegistration,
} from './registrations';
import type { RegistrationPayload } from './request';

const id = '4a3b1d2c-0000-4000-8000-000000000001';
const details: RegistrationPayload = {
  id,
  isAdmin: false,
  isMfaCapable: true,
  isMfaRegistered: true,
  isPasswordlessCapable: false,
  methodsRegistered: ['mobilePhone', 'microsoftAuthenticatorPush'],
};

describe('toRegistration', () => {
  it('takes capable for enabled, and joins the methods', () => {
    expect(toRegistration(details)).toEqual({
      isAdmin: false,
      isMfaEnabled: true,
      mfaEnabled: true,
      mfaType: 'mobilePhone, microsoftAuthenticatorPush',
      isMfaRegistered: true,
      isPasswordlessCapable: false,
    });
  });

  it('does not take a registered method that is not allowed for an enabled one', () => {
    const payload = { ...details, isMfaCapable: false };
    expect(toRegistration(payload)).toMatchObject({
      isMfaEnabled: false,
      isMfaRegistered: true,
    });
  });

  it('invents nothing', () => {
    const values = Object.values(toRegistration({ id, methodsRegistered: [] }));
    expect(values.filter((value) => value !== undefined)).toEqual([]);
  });

  it('has nothing but flags and a text, whatever comes', () => {
    const payloads = anyObject(Object.keys(details));
    fc.assert(
      fc.property(payloads, (payload) => {
        const { mfaType, ...flags } = toRegistration(
          payload as RegistrationPayload,
        );
        expect(['string', 'undefined']).toContain(typeof mfaType);
        for (const flag of Object.values(flags)) {
          expect(['boolean', 'undefined']).toContain(typeof flag);
        }
      }),
    );
  });
});

describe('Registrations', () => {
  it('tells nothing of a user who is not in the report', () => {
    const registrations = new Registrations();
    registrations.add([details]);
    expect(registrations.take('other-id-of-a-user')).toBeUndefined();
    expect(registrations.take(id)).toMatchObject({ isMfaEnabled: true });
  });

  it('reads ids as those of users are read, and rows that came again once', () => {
    const registrations = new Registrations();
    registrations.add([{ ...details, id: id.toUpperCase() }, details]);
    expect(registrations.size).toBe(1);
  });

  it('keeps users apart whose ids are no GUIDs', () => {
    const registrations = new Registrations();
    registrations.add([
      { ...details, id: 'one-id-of-a-user' },
      { ...details, id: 'two-id-of-a-user', isMfaCapable: false },
    ]);
    expect(registrations.take('one-id-of-a-user')?.isMfaEnabled).toBe(true);
    expect(registrations.take('two-id-of-a-user')?.isMfaEnabled).toBe(false);
  });

  it('forgets what was taken, and shares what is the same', () => {
    const registrations = new Registrations();
    const other = id.replace(/1$/, '2');
    registrations.add([details, { ...details, id: other }]);
    const first = registrations.take(id);
    expect(first).toBe(registrations.take(other));
    expect(registrations.size).toBe(0);
  });

  it('takes any page', () => {
    fc.assert(
      fc.property(fc.array(anyValue), (rows) => {
        new Registrations().add(rows as RegistrationPayload[]);
      }),
    );
  });
});

describe('readRegistrations', () => {
  it('reads the report in pages of 999, without $select', async () => {
    const { context, transport } = scriptedStep([page([details])]);
    expect((await readRegistrations(context))?.size).toBe(1);
    expect(transport.urls).toEqual([
      'https://graph.microsoft.com/v1.0/reports/authenticationMethods/userRegistrationDetails?$top=999',
    ]);
  });

  it('uses nothing of a report that breaks off', async () => {
    const link =
      'https://graph.microsoft.com/v1.0/reports/authenticationMethods/userRegistrationDetails?$skiptoken=2';
    const { context, events } = scriptedStep(({ url }) =>
      url.includes('skiptoken')
        ? failed(403, 'Forbidden')
        : page([details], link),
    );
    expect(await readRegistrations(context)).toBeUndefined();
    expect(events).toMatchObject([{ name: 'warn_missing_permission' }]);
  });
});
