import { sampleTenantId } from '#test/support/sampleLinks';
import { scriptedStep } from '#test/support/stepContext';
import { webLinksOf } from './webLinks';

const id = '4a3b1d2c-0000-4000-8000-000000000001';

/** The start of the links of a step, in a tenant that the token names or not. */
async function startIn(cloud: string | undefined, tenantId?: string) {
  const { context } = scriptedStep([]);
  jest.spyOn(context.graph, 'tenantId').mockResolvedValue(tenantId);
  const instance = { ...context.instance, config: { cloud } };
  return webLinksOf({ ...context, instance });
}

describe('webLinksOf', () => {
  it.each([
    [undefined, 'https://entra.microsoft.com'],
    ['', 'https://entra.microsoft.com'],
    ['global', 'https://entra.microsoft.com'],
    [' usGovernmentL4 ', 'https://entra.microsoft.us'],
    ['usGovernmentL5', 'https://entra.microsoft.us'],
    ['china', 'https://entra.microsoftonline.cn'],
  ])('in the cloud %j begin at %s', async (cloud, origin) => {
    const links = await startIn(cloud, sampleTenantId.toUpperCase());
    expect(links.start).toBe(`${origin}/${sampleTenantId}`);
    expect(links.to('user', id)).toContain(`${origin}/${sampleTenantId}/#view`);
    const intune = origin.replace('entra', 'intune');
    expect(links.to('managedDevice', id)).toContain(
      `${intune}/${sampleTenantId}/#view`,
    );
  });

  it('leave the tenant out that the token does not name', async () => {
    const links = await startIn('global');
    expect(links.start).toBe('https://entra.microsoft.com');
  });
});
