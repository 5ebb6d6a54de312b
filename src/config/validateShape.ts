/** The configuration itself, before anything is sent: every problem in one message. */
import { IntegrationValidationError } from '@jupiterone/integration-sdk-core';
import {
  configFields,
  loginOf,
  type IntegrationConfig,
  type Login,
} from './fields';

export type ValidConfig = IntegrationConfig & Login;

const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const DOMAIN_NAME =
  /^(?=.{1,253}$)(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]{0,61}[a-z\d]$/i;

/** What each required field must look like; the value itself is never repeated. */
const shapes: readonly {
  readonly name: keyof Login;
  readonly isValid: (value: string) => boolean;
  readonly expected: string;
}[] = [
  {
    name: 'clientId',
    isValid: (value) => GUID.test(value),
    expected:
      'must be a GUID: the Application (client) ID on the overview page of the app registration',
  },
  {
    name: 'clientSecret',
    isValid: (value) => !GUID.test(value),
    expected:
      'looks like the ID of a secret: its Value is needed, which Microsoft Entra ID shows only once, when the secret is created',
  },
  {
    name: 'tenant',
    isValid: (value) => GUID.test(value) || DOMAIN_NAME.test(value),
    expected:
      'must be a tenant id (a GUID) or a verified domain name such as contoso.onmicrosoft.com',
  },
];

/** @throws IntegrationValidationError that names every missing or malformed field */
export function validateShape(config: IntegrationConfig): ValidConfig {
  const login = loginOf(config);
  const problems = shapes.flatMap(({ name, isValid, expected }) => {
    const value = login[name];
    if (value === '') {
      return [`${label(name)} is missing`];
    }
    return isValid(value) ? [] : [`${label(name)} ${expected}`];
  });
  const { includeAdvancedDeviceDetails } = config;
  if (
    includeAdvancedDeviceDetails != null &&
    typeof includeAdvancedDeviceDetails !== 'boolean'
  ) {
    problems.push(
      `${label('includeAdvancedDeviceDetails')} must be true or false`,
    );
  }
  if (problems.length > 0) {
    throw new IntegrationValidationError(
      `The configuration is not usable: ${problems.join('; ')}.`,
    );
  }
  return { ...config, ...login };
}

function label(name: keyof typeof configFields): string {
  return `${name} (${configFields[name].environmentVariable} in .env)`;
}
