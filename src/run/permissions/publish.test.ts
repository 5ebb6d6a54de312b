import { LoginError } from '../../graph/errors/errors';
import type { PermissionNeed } from '../../graph/request';
import { permissionUse } from '#test/support/permissionUse';
import { createStepLogger } from '#test/support/stepContext';
import { publishPermissions } from './publish';

const things: PermissionNeed = {
  anyOf: ['Thing.Read.All'],
  without: 'all things',
};
const uses = [
  permissionUse('make', things),
  permissionUse('hide', {
    anyOf: ['Hidden.Read.All'],
    without: 'hidden things',
    isOptional: true,
  }),
];

async function publish(
  grantedPermissions: () => Promise<ReadonlySet<string> | undefined>,
  config = {},
) {
  const { logger, events, lines } = createStepLogger();
  const context = { instance: { config }, logger };
  const report = await publishPermissions(
    uses,
    { grantedPermissions },
    context,
  );
  return { report, logger, events, lines };
}

const granting =
  (...names: string[]) =>
  () =>
    Promise.resolve(new Set(names));

describe('publishPermissions', () => {
  it('logs one table and publishes one event', async () => {
    const { report, events, lines, logger } = await publish(
      granting('Mail.Send'),
    );
    expect(report?.missing).toHaveLength(2);
    expect(lines).toEqual([
      expect.stringContaining('Permissions in the token:\n'),
      events[0].description,
    ]);
    expect(events).toHaveLength(1);
    expect(logger.info).toHaveBeenCalledWith(
      {
        permissions: {
          missing: ['Thing.Read.All'],
          missingOptional: ['Hidden.Read.All'],
          granted: [],
          tooBroad: [],
          lesser: [],
          notNeeded: ['Mail.Send'],
          canWrite: ['Mail.Send'],
        },
      },
      lines[0],
    );
  });

  it.each([
    ['warns of', 'a required one', [], 'warn_missing_permission', 'warn'],
    ['tells', 'an optional one', ['Thing.Read.All'], 'info', 'info'],
    [
      'tells',
      'a required one that a lesser one stands in for',
      ['Thing.ReadBasic.All', 'Hidden.Read.All'],
      'info',
      'info',
    ],
    ['tells', 'none', ['Thing.Read.All', 'Hidden.Read.All'], 'info', 'info'],
  ])('%s what is missing: %s', async (_, __, granted, name, level) => {
    const { events } = await publish(granting(...granted));
    expect(events).toMatchObject([{ name, level }]);
  });

  it('knows a managed identity', async () => {
    const { events } = await publish(granting(), { azureIdentity: 'managed' });
    expect(events[0].description).toContain('managed identity');
  });

  it.each<[string, () => Promise<undefined>]>([
    ['cannot be read', () => Promise.resolve(undefined)],
    ['is not to be had', () => Promise.reject(new LoginError('no network'))],
  ])('publishes nothing when the token %s', async (_, grantedPermissions) => {
    const { report, events, lines } = await publish(grantedPermissions);
    expect(report).toBeUndefined();
    expect(events).toEqual([]);
    expect(lines).toEqual(['Which permissions are granted is not known']);
  });

  it('hides no bug', async () => {
    const bug = new TypeError('a bug of ours');
    await expect(publish(() => Promise.reject(bug))).rejects.toBe(bug);
  });
});
