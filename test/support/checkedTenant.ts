/** `npm run check:tenant` in this process, against an emulator. */
import {
  checkTenant,
  type CheckOptions,
} from '../../scripts/checkTenant/check';
import type { TenantCheck } from '../../scripts/checkTenant/report';
import { renderCheck } from '../../scripts/checkTenant/text';
import { emulatedCloud } from '../../src/graph/clouds/clouds';
import { Connections } from '../../src/graph/network/connections';
import type { Emulator } from '../emulator';
import { FakeClock } from '../graph/fakeClock';
import { createLogin } from '../reliability/runIntegration';

export interface Checked {
  readonly check: TenantCheck;
  /** All that the command prints, in both forms. */
  readonly output: string;
  /** The line of a request, by the beginning of its name and, where several have it, a dataset. */
  readonly line: (
    name: string,
    dataset?: string,
  ) => TenantCheck['requests'][number];
}

/** Pauses take no time unless the options bring another clock. */
export async function checkEmulator(
  emulator: Emulator,
  options: Partial<CheckOptions> = {},
): Promise<Checked> {
  const { app, origin, certificatePem: ca } = emulator;
  const { check, permissions } = await checkTenant({
    version: '1.2.3',
    config: { clientId: app.clientId, tenant: app.tenant },
    instance: {},
    connections: new Connections({ keepAlive: false, ca }),
    seconds: 15,
    postsExports: true,
    ...options,
    client: {
      cloud: emulatedCloud(origin),
      credential: createLogin(emulator),
      ca,
      clock: new FakeClock(Date.now()),
      random: () => 0.5,
      ...options.client,
    },
  });
  const lineOf: Checked['line'] = (name, dataset) => {
    const lines = check.requests.filter(
      ({ request, datasets }) =>
        request === name &&
        (dataset === undefined || datasets.includes(dataset)),
    );
    expect(lines).toHaveLength(1);
    return lines[0];
  };
  return {
    check,
    output: `${renderCheck(check, permissions)}\n${JSON.stringify(check)}`,
    line: lineOf,
  };
}
