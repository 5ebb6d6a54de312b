/** The table of configuration fields, from their declarations. */
import { configFields } from '../../src/config/fields';
import { markdownTable } from './markers';

export function configurationTable(): string {
  const rows = Object.entries(configFields).map(([name, field]) => [
    `\`${name}\``,
    `\`${field.environmentVariable}\``,
    `\`${field.type ?? 'string'}\`${field.mask ? ', secret' : ''}`,
    field.isRequired ? 'required' : 'optional',
    field.description,
  ]);
  return markdownTable(['Field', 'In `.env`', 'Type', '', 'Meaning'], rows);
}
