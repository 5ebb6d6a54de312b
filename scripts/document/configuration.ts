/** The table of configuration fields, from their declarations. */
import { configFields, type FieldNeed } from '../../src/config/fields';
import { markdownTable } from './markers';

const needs: Readonly<Record<FieldNeed, string>> = {
  required: 'required',
  credential: 'exactly one of these',
  optional: 'optional',
};

export function configurationTable(): string {
  const rows = Object.entries(configFields).map(([name, field]) => [
    `\`${name}\``,
    `\`${field.environmentVariable}\``,
    `\`${field.type ?? 'string'}\`${field.mask ? ', secret' : ''}`,
    needs[field.need],
    field.description,
  ]);
  return markdownTable(['Field', 'In `.env`', 'Type', '', 'Meaning'], rows);
}
