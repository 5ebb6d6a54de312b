import type { PermissionNeed } from '../../graph/request';
import { permissionUse } from '#test/support/permissionUse';
import { comparePermissions } from './compare';
import { describePermissions } from './sentences';
import { permissionTable } from './table';

const things: PermissionNeed = {
  anyOf: ['Thing.Read.All', 'Everything.Read.All'],
  without: 'all things',
};
const hidden: PermissionNeed = {
  anyOf: ['Hidden.Read.All'],
  without: 'hidden things',
  isOptional: true,
};
const uses = [
  permissionUse('make', things, 'directory', ['take']),
  permissionUse('hide', hidden),
];

const compare = (...granted: string[]) =>
  comparePermissions(uses, new Set(granted));
const describeGranted = (...granted: string[]) =>
  describePermissions(compare(...granted), { isManagedIdentity: false });

describe('permissionTable', () => {
  it.each<[string, string[], string[]]>([
    [
      'what is missing first, the required before the optional',
      [],
      [
        'not in it  Thing.Read.All   required  make: all things. It stops take, too',
        'not in it  Hidden.Read.All  optional  hide: hidden things',
      ],
    ],
    [
      'what is granted',
      ['Hidden.Read.All', 'Thing.Read.All'],
      [
        'granted  Thing.Read.All   required  make',
        'granted  Hidden.Read.All  optional  hide',
      ],
    ],
    [
      'what is too much',
      [
        'Everything.Read.All',
        'Hidden.Read.All',
        'Hidden.ReadWrite.All',
        'Mail.Send',
        'Some.Read',
      ],
      [
        'granted     Hidden.Read.All       optional  hide',
        'too broad   Everything.Read.All             enough would be Thing.Read.All',
        'too broad   Hidden.ReadWrite.All            can write, not needed beside Hidden.Read.All',
        'not needed  Mail.Send                       can write, no step of this run needs it',
        'not needed  Some.Read                       no step of this run needs it',
      ],
    ],
    [
      'what is less than is wanted',
      ['Hidden.Read.All', 'Hidden.ReadBasic.All', 'Thing.ReadBasic.All'],
      [
        'granted  Hidden.Read.All       optional  hide',
        'lesser   Hidden.ReadBasic.All            it allows less than Hidden.Read.All, for which the token has enough',
        'lesser   Thing.ReadBasic.All   required  Thing.Read.All is not in it: the requests of make are tried, and properties may be missing',
      ],
    ],
  ])('shows %s', (_, granted, expected) => {
    const [title, ...rows] = permissionTable(compare(...granted)).split('\n');
    expect(title).toBe('Permissions in the token:');
    expect(rows).toEqual(expected.map((row) => `  ${row}`));
  });

  it('is a title alone when nothing is wanted and nothing granted', () => {
    const nothing = comparePermissions([], new Set());
    expect(permissionTable(nothing)).toBe('Permissions in the token:');
  });

  it('says when a tenant may want more for its exports', () => {
    const exporting = [permissionUse('make', things, 'exportJobs')];
    const granted = new Set(['Thing.ReadWrite.All']);
    expect(permissionTable(comparePermissions(exporting, granted))).toContain(
      'can write, enough would be Thing.Read.All, though Microsoft documents it for report exports: a run without them is complete, and takes longer',
    );
  });
});

describe('describePermissions', () => {
  it('says what is missing, for what, that it is tried, and how to grant it', () => {
    const text = describeGranted();
    expect(text).toContain(
      'Not in the token: Thing.Read.All (or Everything.Read.All), required for make (without it: all things), which stops take, too; Hidden.Read.All, optional for hide (without it: hidden things).',
    );
    expect(text).toContain('The run tries them nevertheless');
    expect(text).toContain('App registrations > the application');
    expect(text).toContain('Grant admin consent');
    expect(text).toContain(
      'https://learn.microsoft.com/entra/identity-platform/quickstart-configure-app-access-web-apis',
    );
  });

  it('sends who uses a managed identity elsewhere', () => {
    const text = describePermissions(compare(), { isManagedIdentity: true });
    expect(text).not.toContain('App registrations');
    expect(text).toContain('how-to-assign-app-role-managed-identity');
  });

  it('is one sentence when all is well', () => {
    expect(describeGranted('Thing.Read.All', 'Hidden.Read.All')).toBe(
      'The token covers everything that this run asks for.',
    );
  });

  it('says that nobody has to grant a permission for exports', () => {
    const exporting = [permissionUse('make', things, 'exportJobs')];
    const describe = (granted: string) =>
      describePermissions(comparePermissions(exporting, new Set([granted])), {
        isManagedIdentity: false,
      });
    expect(describe('Thing.Read.All')).toContain(
      'for report exports. Do not grant them:',
    );
    expect(describeGranted('Thing.Read.All')).not.toContain('report exports');
  });

  it('says what a lesser permission stands in for, and that it is tried', () => {
    expect(describeGranted('Thing.ReadBasic.All', 'Hidden.Read.All')).toContain(
      'Not in the token, but a lesser one is: Thing.Read.All (Thing.ReadBasic.All is granted), required for make. ' +
        'The requests are tried with lesser permissions, and properties may be missing: then grant the full ones. ' +
        'To grant a permission: Microsoft Entra admin center',
    );
  });

  it('says nothing of a lesser permission beside the full one', () => {
    expect(
      describeGranted(
        'Thing.Read.All',
        'Thing.ReadBasic.All',
        'Hidden.Read.All',
      ),
    ).toBe('The token covers everything that this run asks for.');
  });

  it('names what can write, what is too broad and what is not needed', () => {
    expect(
      describeGranted('Thing.ReadWrite.All', 'Hidden.Read.All', 'Mail.Send'),
    ).toBe(
      'The token covers everything that this run asks for. ' +
        'It can write, which this run never does: Thing.ReadWrite.All, Mail.Send. ' +
        'It allows more than this run needs: Thing.ReadWrite.All. ' +
        'No step of this run needs: Mail.Send.',
    );
  });
});
