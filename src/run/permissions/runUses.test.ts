import type { StepStartStates } from '@jupiterone/integration-sdk-core';
import { DisabledStepReason } from '@jupiterone/integration-sdk-core';
import { integrationSteps } from '../../steps';
import { usesOfRun } from './runUses';

const disabled = { disabled: true, disabledReason: DisabledStepReason.NONE };

function statesOf(areDisabled: (requiresIntune: boolean) => boolean) {
  return Object.fromEntries(
    integrationSteps.map(({ id, requiresIntune }) => [
      id,
      areDisabled(requiresIntune) ? disabled : { disabled: false },
    ]),
  );
}

function stepsWith(states: StepStartStates, ...off: string[]): string[] {
  const disabledSources = off.map((ingestionSourceId) => ({
    ingestionSourceId,
  }));
  const uses = usesOfRun(integrationSteps, states, { disabledSources });
  return [...new Set(uses.map(({ step }) => step))];
}

const all = statesOf(() => false);

describe('usesOfRun', () => {
  it('are those of every step that asks for something', () => {
    const asking = integrationSteps
      .filter(({ requests }) => requests.length > 0)
      .map(({ id }) => id);
    expect(stepsWith(all)).toEqual(asking);
    expect(usesOfRun(integrationSteps, all, {}).length).toBeGreaterThan(20);
  });

  it.each([
    ['groups', ['groups', 'group-members', 'group-users']],
    [
      'devices',
      [
        'managed-devices',
        'compliance-findings',
        'configuration-findings',
        'managed-applications',
        'detected-applications',
      ],
    ],
    ['compliance_policies', ['compliance-policies', 'compliance-findings']],
  ])(
    'leave out what does not run without the source %s',
    (source, expected) => {
      const running = stepsWith(all, source);
      const gone = stepsWith(all).filter((step) => !running.includes(step));
      expect(gone).toEqual(expected);
    },
  );

  it('are nothing of Intune in a tenant without it, those of the account included', () => {
    const states = statesOf((requiresIntune) => requiresIntune);
    expect(stepsWith(states)).toEqual([
      'account',
      'users',
      'groups',
      'group-members',
      'group-users',
    ]);
    const names = usesOfRun(integrationSteps, states, {}).flatMap(
      ({ need }) => need.anyOf,
    );
    expect(names.filter((name) => name.startsWith('DeviceM'))).toEqual([]);
  });
});
