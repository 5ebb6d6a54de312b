import * as fc from 'fast-check';
import type { PermissionNeed } from '../../graph/request';
import { integrationSteps } from '../../steps';
import { permissionUse } from '#test/support/permissionUse';
import { comparePermissions } from './compare';
import { leastOf, usesOf, type PermissionUse } from './uses';

const things: PermissionNeed = {
  anyOf: ['Thing.Read.All', 'Everything.Read.All'],
  without: 'all things',
};
const extras: PermissionNeed = {
  anyOf: ['Thing.Read.All', 'Everything.Read.All'],
  without: 'sizes',
  isOptional: true,
};
const others: PermissionNeed = { anyOf: ['Other.Read.All'], without: 'others' };
const hidden: PermissionNeed = {
  anyOf: ['Hidden.Read.All'],
  without: 'hidden things',
  isOptional: true,
};

const compare = (
  needs: readonly (readonly [step: string, need: PermissionNeed])[],
  ...granted: string[]
) =>
  comparePermissions(
    needs.map(([step, need]) => permissionUse(step, need)),
    new Set(granted),
  );

describe('what nobody is asked to grant', () => {
  const unrequested: PermissionNeed = { ...hidden, isUnrequested: true };

  it('is not missing', () => {
    expect(compare([['hide', unrequested]]).missing).toEqual([]);
  });

  it('is of use where it is granted', () => {
    const { granted, unneeded } = compare(
      [['hide', unrequested]],
      'Hidden.Read.All',
    );
    expect(granted).toMatchObject([{ name: 'Hidden.Read.All' }]);
    expect(unneeded).toEqual([]);
  });
});

describe('what is not in the token', () => {
  it('comes with its steps, what they lose, and what would do instead', () => {
    const { missing, granted } = compare([
      ['hide', hidden],
      ['make', things],
      ['take', things],
    ]);
    expect(granted).toEqual([]);
    expect(missing).toEqual([
      {
        name: 'Thing.Read.All',
        alternatives: ['Everything.Read.All'],
        isRequired: true,
        uses: ['make', 'take'].map((step) => ({
          step,
          isRequired: true,
          without: ['all things'],
        })),
        alsoStops: [],
      },
      {
        name: 'Hidden.Read.All',
        alternatives: [],
        isRequired: false,
        uses: [{ step: 'hide', isRequired: false, without: ['hidden things'] }],
        alsoStops: [],
      },
    ]);
  });

  it('is required when one step needs it and another can do without', () => {
    const [permission] = compare([
      ['make', extras],
      ['take', things],
    ]).missing;
    expect(permission).toMatchObject({
      isRequired: true,
      uses: [
        { step: 'make', isRequired: false, without: ['sizes'] },
        { step: 'take', isRequired: true, without: ['all things'] },
      ],
    });
  });

  it('says only the worst of one step', () => {
    const [{ uses }] = compare([
      ['make', extras],
      ['make', things],
      ['make', things],
    ]).missing;
    expect(uses).toEqual([
      { step: 'make', isRequired: true, without: ['all things'] },
    ]);
  });
});

describe('the steps that build on one that fails', () => {
  const stops = (...uses: PermissionUse[]) =>
    comparePermissions(uses, new Set()).missing[0].alsoStops;
  const dependents = ['take', 'give'];

  it('are named once, without those that are hit themselves', () => {
    const make = permissionUse('make', things, 'directory', dependents);
    const take = permissionUse('take', things, 'directory', ['give']);
    expect(stops(make, make)).toEqual(dependents);
    expect(stops(make, take)).toEqual(['give']);
  });

  it('go on without what is optional', () => {
    const make = permissionUse('make', extras, 'directory', dependents);
    expect(stops(make)).toEqual([]);
  });

  it('are found in the steps, indirect ones included', () => {
    const [use] = usesOf(integrationSteps).filter(
      ({ step }) => step === 'groups',
    );
    expect(use.dependents).toEqual(['group-members', 'group-users']);
    const [account] = usesOf(integrationSteps);
    // All but the devices and the applications.
    expect(account.dependents).toHaveLength(integrationSteps.length - 4);
  });
});

describe('a permission of the token', () => {
  it.each<[string, string[], string, object]>([
    ['the least', ['Thing.Read.All'], 'granted', {}],
    [
      'a greater one',
      ['Everything.Read.All'],
      'broader',
      { enough: ['Thing.Read.All'], canWrite: false, isSpare: false },
    ],
    [
      'a greater one beside the least',
      ['Everything.Read.All', 'Thing.Read.All'],
      'broader',
      { enough: ['Thing.Read.All'], canWrite: false, isSpare: true },
    ],
    [
      'one that writes, too',
      ['Thing.ReadWrite.All'],
      'broader',
      { enough: ['Thing.Read.All'], canWrite: true, isSpare: false },
    ],
    ['of no use', ['Some.Read.All'], 'unneeded', { canWrite: false }],
    ['of no use and writing', ['Mail.Send'], 'unneeded', { canWrite: true }],
  ])('that is %s: %j is %s', (_, names, list, expected) => {
    const report = compare([['make', things]], ...names);
    const found = { ...report }[list as keyof typeof report];
    expect(found).toMatchObject([{ name: names[0], ...expected }]);
    expect(report.missing).toHaveLength(list === 'unneeded' ? 1 : 0);
  });

  it.each(['Thing.ReadBasic.All', 'Everything.ReadBasic.All'])(
    'that is less than what is wanted stands in for it: %s',
    (name) => {
      const report = compare([['make', things]], name);
      expect(report).toMatchObject({ missing: [], broader: [], unneeded: [] });
      expect(report.lesser).toMatchObject([
        {
          name,
          insteadOf: [
            {
              name: 'Thing.Read.All',
              isRequired: true,
              uses: [{ step: 'make', without: ['all things'] }],
            },
          ],
        },
      ]);
    },
  );

  it.each(['Thing.Read.All', 'Everything.Read.All'])(
    'that is less than one that is granted, too (%s), stands in for nothing',
    (granted) => {
      const lesser = 'Thing.ReadBasic.All';
      const report = compare([['make', things]], granted, lesser);
      expect(report).toMatchObject({ missing: [], unneeded: [] });
      expect(report.lesser).toEqual([
        { name: lesser, lessThan: ['Thing.Read.All'], insteadOf: [] },
      ]);
    },
  );

  it('that is less stands in only where nothing better is granted', () => {
    const report = compare(
      [
        ['make', things],
        ['take', others],
      ],
      'Thing.ReadBasic.All',
    );
    expect(report.missing).toMatchObject([{ name: 'Other.Read.All' }]);
    expect(report.lesser).toHaveLength(1);
  });

  it('that writes may be what a tenant wants for its exports', () => {
    const use = permissionUse('make', things, 'exportJobs');
    const name = 'Thing.ReadWrite.All';
    expect(comparePermissions([use], new Set([name])).broader).toMatchObject([
      { name, helpsExports: true },
    ]);
  });

  it('is in exactly one list, and each need is either met or missing', () => {
    const needs = [things, extras, others, hidden];
    const names = needs.flatMap(({ anyOf }) => anyOf);
    const anyName = fc.oneof(
      fc.constantFrom(...names),
      fc.constantFrom(...names).map((n) => n.replace('.Read.', '.ReadWrite.')),
      fc.constantFrom(...names).map((n) => n.replace('.Read.', '.ReadBasic.')),
      fc.string(),
    );
    const anyNeeds = fc.array(fc.constantFrom(...needs));
    fc.assert(
      fc.property(anyNeeds, fc.uniqueArray(anyName), (wanted, granted) => {
        const report = compare(
          wanted.map((need) => ['make', need]),
          ...granted,
        );
        const { broader, lesser, unneeded } = report;
        const namesOf = (list: readonly { name: string }[]) =>
          list.map(({ name }) => name);
        expect(
          [
            ...namesOf(report.granted),
            ...namesOf(broader),
            ...namesOf(lesser),
            ...namesOf(unneeded),
          ].sort(),
        ).toEqual([...granted].sort());
        for (const name of namesOf(report.missing)) {
          expect(granted).not.toContain(name);
          expect(wanted.map(({ anyOf }) => anyOf[0])).toContain(name);
        }
      }),
    );
  });
});

describe('the steps of the integration', () => {
  const uses = usesOf(integrationSteps);

  it('need nothing but the least privileged permissions', () => {
    const least = new Set(uses.map(leastOf));
    const { missing, broader, unneeded } = comparePermissions(uses, least);
    expect([...missing, ...broader, ...unneeded]).toEqual([]);
    expect([...least].filter((name) => !/\.Read\./.test(name))).toEqual([]);
  });

  it('take Directory.Read.All for everything in the directory that it includes', () => {
    const { missing } = comparePermissions(
      uses,
      new Set(['Directory.Read.All']),
    );
    const ofDirectory = missing
      .map(({ name }) => name)
      .filter((name) => !name.startsWith('DeviceManagement'));
    expect(ofDirectory).toEqual(['AuditLog.Read.All', 'Member.Read.Hidden']);
  });
});
