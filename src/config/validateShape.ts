/** The configuration itself, before anything is sent: every problem in one message. */
import {
  cloudNames,
  isCloudName,
  type CloudName,
} from '../graph/clouds/clouds';
import { readCredential } from './credentials';
import { envFileProblems } from './envFile';
import {
  configFields,
  label,
  textOf,
  type FieldName,
  type IntegrationConfig,
} from './fields';
import { mistakenNames, type UnsetVariable } from './mistakenNames';
import { problemsOf, valueOf, type ReadResult } from './readResult';
import { severitiesProblems } from './severities';
import { coded, type CodedText } from '../graph/basics/messageCodes';

/**
 * The configuration without the blanks that a paste leaves around its texts.
 *
 * @throws IntegrationValidationError that names every missing, malformed or clashing field
 */
export function validateShape(config: IntegrationConfig): IntegrationConfig {
  return valueOf(readShape(config));
}

/** The same, or all that is wrong with it. */
export function readShape(
  config: IntegrationConfig,
): ReadResult<IntegrationConfig> {
  const variables = Object.values(configFields).map(
    ({ environmentVariable }) => environmentVariable,
  );
  const problems = [
    ...envFileProblems(variables),
    ...mistakenNames(unsetVariables(config)),
    ...problemsOf(readCredential(config)),
    ...problemsOf(readCloud(config)),
    ...detailsProblems(config),
    ...severitiesProblems(config),
  ];
  return problems.length > 0 ? { problems } : { value: trimmed(config) };
}

/** The SDK reads it, and it is no field: the ingestion sources that a local run leaves out. */
const DISABLED_SOURCES = 'DISABLED_INGESTION_SOURCES';

/** The variables that could be set and are not. A credential beside another one would only clash. */
function unsetVariables(config: IntegrationConfig): UnsetVariable[] {
  const isEmpty = (name: FieldName) =>
    textOf(config, name) === '' && typeof config[name] !== 'boolean';
  const names = Object.keys(configFields) as FieldName[];
  const hasCredential = names.some(
    (name) => configFields[name].need === 'credential' && !isEmpty(name),
  );
  const isManaged = textOf(config, 'azureIdentity') === 'managed';
  const fields = names.filter(isEmpty).flatMap((name) => {
    const { need, environmentVariable } = configFields[name];
    const isPointless =
      need === 'credential' ? hasCredential : isManaged && name === 'tenant';
    const isNeeded = need !== 'optional' && !isManaged;
    return isPointless ? [] : [{ name: environmentVariable, isNeeded }];
  });
  return process.env[DISABLED_SOURCES]
    ? fields
    : [...fields, { name: DISABLED_SOURCES, isNeeded: false }];
}

/** Which Microsoft cloud a configuration names; the global one when the field is empty. */
export function readCloud({ cloud }: IntegrationConfig): ReadResult<CloudName> {
  const name = typeof cloud === 'string' ? cloud.trim() : (cloud ?? '');
  if (name === '') {
    return { value: 'global' };
  }
  return isCloudName(name)
    ? { value: name }
    : {
        problems: [
          coded(
            'M365-CONFIG-011',
            `${label('cloud')} must be one of ${cloudNames.join(', ')}`,
          ),
        ],
      };
}

function detailsProblems({
  includeAdvancedDeviceDetails,
}: IntegrationConfig): CodedText[] {
  return includeAdvancedDeviceDetails == null ||
    typeof includeAdvancedDeviceDetails === 'boolean'
    ? []
    : [notBoolean('includeAdvancedDeviceDetails')];
}

function notBoolean(name: FieldName): CodedText {
  return coded('M365-CONFIG-012', `${label(name)} must be true or false`);
}

/**
 * In local runs the SDK refuses such a value before we see the configuration, and
 * quotes it: it could be the secret, in the wrong place.
 *
 * @param message of the SDK
 * @returns undefined when it is about something else
 */
export function describeMistyped(message: string): CodedText | undefined {
  const [, name = ''] =
    /^Expected boolean value for field "(\w+)"/.exec(message) ?? [];
  return Object.hasOwn(configFields, name)
    ? notBoolean(name as FieldName)
    : undefined;
}

function trimmed(config: IntegrationConfig): IntegrationConfig {
  const names = Object.keys(configFields) as FieldName[];
  const texts = names
    .map((name) => [name, textOf(config, name)] as const)
    .filter(([, text]) => text !== '');
  return { ...config, ...Object.fromEntries(texts) };
}
