import { licensesOf } from './licenses';

describe('licenses', () => {
  const plan = (
    servicePlanId: string,
    service = 'x',
    capabilityStatus = 'Enabled',
  ) => ({ servicePlanId, service, capabilityStatus });
  const p1 = plan('41781fb2-bc02-4b7c-bd55-b576c07bb09d');
  const p2 = plan('eec0eb4f-6444-4f95-aba0-50c24d67f998');

  test.each([
    [[], { premium: 'none', intune: false }],
    [undefined, { premium: 'none', intune: false }],
    [[p1], { premium: 'P1', intune: false }],
    [[p1, p2], { premium: 'P2', intune: false }],
    [
      [{ ...p2, capabilityStatus: 'Deleted' }, p1],
      { premium: 'P1', intune: false },
    ],
    [[plan('any', 'SCO')], { premium: 'none', intune: true }],
    [
      [plan('any', 'SCO', 'Suspended'), null, 5],
      { premium: 'none', intune: false },
    ],
    [[plan('any', 'SCO', 'Warning')], { premium: 'none', intune: true }],
  ])('%#', (plans, expected) => expect(licensesOf(plans)).toEqual(expected));
});
