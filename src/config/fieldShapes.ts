/** What single fields must look like; the value itself is never repeated. */
import {
  label,
  textOf,
  type FieldName,
  type IntegrationConfig,
} from './fields';
import { coded, type CodedText } from '../graph/basics/messageCodes';

const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const DOMAIN_NAME =
  /^(?=.{1,253}$)(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]{0,61}[a-z\d]$/i;

type ShapedField = 'clientId' | 'clientSecret' | 'tenant';

const shapes: Readonly<
  Record<
    ShapedField,
    {
      readonly isValid: (value: string) => boolean;
      readonly expected: CodedText;
    }
  >
> = {
  clientId: {
    isValid: (value) => GUID.test(value),
    expected: coded(
      'M365-CONFIG-004',
      'must be a GUID: the Application (client) ID on the overview page of the app registration',
    ),
  },
  clientSecret: {
    isValid: (value) => !GUID.test(value),
    expected: coded(
      'M365-CONFIG-005',
      'looks like the ID of a secret: its Value is needed, which Microsoft Entra ID shows only once, when the secret is created',
    ),
  },
  tenant: {
    isValid: (value) => GUID.test(value) || DOMAIN_NAME.test(value),
    expected: coded(
      'M365-CONFIG-006',
      'must be a tenant id (a GUID) or a verified domain name such as contoso.onmicrosoft.com',
    ),
  },
};

/** What is wrong with a field that may be absent; nothing when all is well. */
export function optionalProblems(
  config: IntegrationConfig,
  name: ShapedField,
): CodedText[] {
  const value = textOf(config, name);
  return value === '' ? [] : shapeProblems(name, name, value);
}

/** What is wrong with a value. @param source the field that it comes from */
export function shapeProblems(
  source: FieldName,
  name: ShapedField,
  value: string,
): CodedText[] {
  const { isValid, expected } = shapes[name];
  return isValid(value) ? [] : [`${label(source)} ${expected}`];
}

/** The same of a field that must be there. */
export function requiredProblems(
  config: IntegrationConfig,
  name: ShapedField,
): CodedText[] {
  return textOf(config, name) === ''
    ? [coded('M365-CONFIG-001', `${label(name)} is missing`)]
    : optionalProblems(config, name);
}
