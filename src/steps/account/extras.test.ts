import { failed, ok, page } from '#test/graph/replies';
import { runStep, scriptedStep } from '#test/support/stepContext';
import { accountStep } from './';

const organization = page([{ id: 'tenant-000-1', displayName: 'Contoso' }]);

test.each([404, 400, 501])(
  'an extra that Graph answers with %s is absent, and told',
  async (status) => {
    const step = scriptedStep(({ url }) => {
      if (url.includes('/organization?')) {
        return organization;
      }
      return url.includes('subscriptionState')
        ? failed(status, 'Odd')
        : ok({ id: 'any', intuneAccountId: 'account' });
    });

    await runStep(accountStep, step);

    const [account] = step.context.jobState.collectedEntities;
    expect(account).toMatchObject({ intuneAccountId: 'account' });
    expect(account.intuneSubscriptionState).toBeUndefined();
    expect(step.events.map(({ name }) => name)).toEqual([
      'warn_incomplete_data',
    ]);
    expect(step.events[0].description).toContain('intuneSubscriptionState');
  },
);

test('the organization itself is no extra', async () => {
  const step = scriptedStep(() => failed(404, 'NotFound'));
  await expect(runStep(accountStep, step)).rejects.toThrow('/organization');
});
