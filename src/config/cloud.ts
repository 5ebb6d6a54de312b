/** Which Microsoft cloud a configuration names. */
import {
  cloudNames,
  isCloudName,
  type CloudName,
} from '../graph/clouds/clouds';
import { label, type IntegrationConfig } from './fields';
import type { Reading } from './reading';

/** The global cloud when the field is empty. */
export function readCloud({ cloud }: IntegrationConfig): Reading<CloudName> {
  const name = typeof cloud === 'string' ? cloud.trim() : (cloud ?? '');
  if (name === '') {
    return { value: 'global' };
  }
  return isCloudName(name)
    ? { value: name }
    : {
        problems: [`${label('cloud')} must be one of ${cloudNames.join(', ')}`],
      };
}
