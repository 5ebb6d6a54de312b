/** MSAL lives by the real clock, and remembers what it was refused: here all clocks are the client's. */
import { logins, startEmulator } from '../../emulator';
import { FakeClock } from '../../graph/fakeClock';
import { describeCells } from './describeCells';
import { runIntegration } from '../runIntegration';
import { loginCells } from './logins';
import { matrixTenant } from './tenant';

const clock = new FakeClock(Date.now());
const followClock = () =>
  jest.spyOn(Date, 'now').mockImplementation(() => clock.now());

beforeAll(followClock);
beforeEach(followClock);

describeCells('logins, tokens and clocks', loginCells, {
  logsIn: true,
  run: { clock },
});

test('a login that is refused ends the run', async () => {
  const emulator = await startEmulator({
    tenant: matrixTenant,
    faults: [
      { on: { kind: 'login', url: /\/token/ }, fault: logins.refusedLogin },
    ],
  });
  const run = runIntegration(emulator, { clock });
  await expect(run).rejects.toThrow('AADSTS7000222');
  await emulator.close();
});
