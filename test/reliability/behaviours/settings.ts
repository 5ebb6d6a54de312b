/** The tenants that all cases run through, and what they are chosen for. */
import { generateTenant, type Tenant } from '../../emulator';
import type { TenantFacts } from './tenantFacts';
import { factsOf } from './tenantFacts';

/**
 * - `exportsFirst`: the larger tenant, and it counts as one with very many devices
 * - `listsFirst`: it counts as one whose compliance policies still have short lists
 */
export type SettingName = 'small' | 'matrix' | 'exportsFirst' | 'listsFirst';

export interface Setting {
  readonly name: SettingName;
  readonly title: string;
  readonly tenant: Tenant;
  readonly facts: TenantFacts;
  /** Whether applications on devices come from the export, where it is to be had: it has no sizes. */
  readonly exportsApplications: boolean;
}

function setting(
  name: SettingName,
  title: string,
  size: 'small' | 'matrix',
): Setting {
  const tenant = generateTenant({ size });
  return {
    name,
    title,
    tenant,
    facts: factsOf(tenant),
    exportsApplications: size !== 'small',
  };
}

export const settings: Readonly<Record<SettingName, Setting>> = {
  small: setting('small', '12 devices', 'small'),
  matrix: setting('matrix', '240 devices', 'matrix'),
  exportsFirst: setting('exportsFirst', '240 devices, exports first', 'matrix'),
  listsFirst: setting('listsFirst', '240 devices, lists first', 'matrix'),
};

export const settingNames = Object.keys(settings) as SettingName[];
