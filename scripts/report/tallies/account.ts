/** Which tenant the run was of. */
import { text } from '../../../src/model/values';
import { toDisplayName, type Tally } from './tally';

export interface AccountResult {
  readonly name: string;
  readonly domain: string | undefined;
  readonly tenantId: string | undefined;
}

export function tallyAccount(
  accountType: string,
): Tally<AccountResult | undefined> {
  let account: AccountResult | undefined;
  return {
    addEntity: (entity) => {
      if (entity._type === accountType) {
        account = {
          name: text(entity.organizationName) ?? toDisplayName(entity),
          domain: text(entity.defaultDomain),
          tenantId: text(entity.id),
        };
      }
    },
    result: () => account,
  };
}
