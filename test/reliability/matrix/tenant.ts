/** The tenant of all cells. */
import { generateTenant, type Tenant } from '../../emulator';

export const matrixTenant = generateTenant({ size: 'small' });

/** Without the configurations whose states only reports and exports have. */
export const tenantOfLists = withoutCatalog(matrixTenant);

function withoutCatalog(tenant: Tenant): Tenant {
  const { intune } = tenant;
  return {
    ...tenant,
    intune: intune && {
      ...intune,
      data: {
        ...intune.data,
        configurationPolicies: [],
        groupPolicyConfigurations: [],
      },
    },
  };
}
