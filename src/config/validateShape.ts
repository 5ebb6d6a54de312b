/** The configuration itself, before anything is sent: every problem in one message. */
import { readCloud } from './cloud';
import { readCredential } from './credentials';
import {
  configFields,
  label,
  textOf,
  type FieldName,
  type IntegrationConfig,
} from './fields';
import { problemsOf, valueOf } from './reading';

/**
 * The configuration without the blanks that a paste leaves around its texts.
 *
 * @throws IntegrationValidationError that names every missing, malformed or clashing field
 */
export function validateShape(config: IntegrationConfig): IntegrationConfig {
  const problems = [
    ...problemsOf(readCredential(config)),
    ...problemsOf(readCloud(config)),
    ...detailsProblems(config),
  ];
  return valueOf(
    problems.length > 0 ? { problems } : { value: trimmed(config) },
  );
}

function detailsProblems({
  includeAdvancedDeviceDetails,
}: IntegrationConfig): string[] {
  return includeAdvancedDeviceDetails == null ||
    typeof includeAdvancedDeviceDetails === 'boolean'
    ? []
    : [`${label('includeAdvancedDeviceDetails')} must be true or false`];
}

function trimmed(config: IntegrationConfig): IntegrationConfig {
  const names = Object.keys(configFields) as FieldName[];
  const texts = names
    .map((name) => [name, textOf(config, name)] as const)
    .filter(([, text]) => text !== '');
  return { ...config, ...Object.fromEntries(texts) };
}
