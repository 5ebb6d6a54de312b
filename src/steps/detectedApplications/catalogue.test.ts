import * as fc from 'fast-check';
import { anyValue } from '#test/support/anyPayload';
import {
  schemaErrors,
  undocumentedProperties,
} from '#test/support/entityContract';
import {
  ApplicationCatalogue,
  type DetectedApplication,
  type DetectedRow,
} from './catalogue';
import { toDetectedApplicationEntity } from './converter';
import { DetectedApplicationEntity } from './entity';

const deviceId = 'device-1';

function row(
  name: unknown,
  version?: unknown,
  sizeInByte?: unknown,
): DetectedRow {
  return { deviceId, name, version, sizeInByte };
}

/** What a catalogue says of rows, by name. */
function catalogueOf(rows: readonly DetectedRow[]): DetectedApplication[] {
  const catalogue = new ApplicationCatalogue();
  rows.forEach((each) => catalogue.add(each));
  return [...catalogue.applications()].sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
}

describe('ApplicationCatalogue', () => {
  it('has one application for all devices that agree', () => {
    expect(
      catalogueOf([row('7-Zip', '24', 10), row('7-Zip', '24', 10)]),
    ).toEqual([
      {
        name: '7-Zip',
        version: '24',
        sizeInByte: 10,
        hasSeveralVersions: false,
      },
    ]);
  });

  it('takes names in any case for one, and shows the same of them always', () => {
    const names = ['gimp', 'GIMP', 'Gimp'];
    for (const name of names) {
      const rows = [name, ...names].map((each) => row(each, '2'));
      expect(catalogueOf(rows)).toMatchObject([{ name: 'GIMP', version: '2' }]);
    }
  });

  it.each([
    [['1', '2']],
    [['1', '2', '1']],
    [['1', undefined]],
    [[undefined, '1', undefined]],
    [['1', '']],
  ])('has no version when rows say %j', (versions) => {
    const rows = versions.map((version) => row('Zoom', version));
    expect(catalogueOf(rows)).toMatchObject([
      { name: 'Zoom', version: undefined, hasSeveralVersions: true },
    ]);
  });

  it('knows the size of the largest', () => {
    const sizes = [0, 20, 30, 10, null, '40'];
    expect(
      catalogueOf(sizes.map((size) => row('Zoom', '1', size))),
    ).toMatchObject([{ sizeInByte: 30 }]);
    expect(catalogueOf([row('Zoom')])).toMatchObject([
      { sizeInByte: undefined },
    ]);
  });

  it.each([
    [['Zoom Inc.', null, '', 'Zoom Inc.'], 'Zoom Inc.'],
    // Of a source without publishers.
    [['Zoom Inc.', undefined], undefined],
    [['Zoom Inc.', 'Zoom'], undefined],
    [['Zoom Inc.', 'Zoom', 'Zoom Inc.'], undefined],
    [['Unknown', null, 7], undefined],
  ])('of publishers %j names %j', (publishers, publisher) => {
    const rows = publishers.map((each) => ({
      ...row('Zoom', '1'),
      detectionId: 'k1',
      publisher: each,
    }));
    expect(catalogueOf(rows)).toMatchObject([{ publisher }]);
  });

  it.each([
    [['windows', 'Windows', null, 'unknown', ''], 'windows'],
    [[undefined, 'windows'], undefined],
    [['AndroidFullyManagedDedicated'], 'androidDedicatedAndFullyManaged'],
    [['windows', 'macOS'], undefined],
    [['macOS', 'windows', 'macOS'], undefined],
    [['platformOfTomorrow'], 'platformOfTomorrow'],
    [['Unknown', '', null, 'unknownFutureValue'], undefined],
  ])('of platforms %j names %j', (platforms, platform) => {
    const rows = platforms.map((each) => ({
      ...row('Zoom', '1'),
      detectionId: 'k1',
      platform: each,
    }));
    expect(catalogueOf(rows)).toMatchObject([{ platform }]);
  });

  it('gives the key of a name without the blanks around it', () => {
    expect(new ApplicationCatalogue().add(row(' Zoom\n'))?.key).toBe(
      'IntuneDetected:zoom',
    );
    expect(catalogueOf([row('Zoom'), row(' zoom ')])).toHaveLength(1);
  });

  it('has a number for each key that relationships can have', () => {
    const catalogue = new ApplicationCatalogue();
    const numberOf = (name: string, version?: string) =>
      catalogue.add(row(name, version))?.keyNumber;
    expect([numberOf('Zoom', '6'), numberOf('zoom ', '6')]).toEqual([0, 0]);
    expect([numberOf('Zoom', '7'), numberOf('Zoom')]).toEqual([1, 2]);
    expect(numberOf('Zoom', ' ')).toBe(2);
    // The separator of keys inside a name or a version.
    expect([numberOf('a|b', 'c'), numberOf('a', 'b|c')]).toEqual([3, 4]);
  });

  it.each(['', ' ', null, undefined, 7, ['Zoom'], {}])(
    'has nothing for the name %j',
    (name) => {
      const catalogue = new ApplicationCatalogue();
      expect(catalogue.add(row(name))).toBeUndefined();
      expect([...catalogue.applications()]).toEqual([]);
    },
  );

  it('says the same in whatever order rows come', () => {
    const rows = fc.array(
      fc
        .tuple(
          fc.constantFrom('Zoom', 'ZOOM', 'zoom ', 'Gimp', '', '__proto__'),
          fc.constantFrom('1', '2', '', undefined),
          fc.constantFrom(0, 1, 2, undefined),
          fc.constantFrom('A', 'B', '', undefined),
          fc.constantFrom('windows', 'Windows', 'macOS', undefined),
        )
        .map(([name, version, size, publisher, platform]) => ({
          ...row(name, version, size),
          ...{ publisher, platform, detectionId: 'k1' },
        })),
      { maxLength: 8 },
    );
    const shuffled = rows.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(list, { minLength: list.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(catalogueOf(other)).toEqual(catalogueOf(list));
      }),
    );
  });
});

describe('toDetectedApplicationEntity', () => {
  it('emits what is known', () => {
    const entity = toDetectedApplicationEntity({
      name: 'Google Chrome',
      version: '120.0',
      sizeInByte: 1024,
      publisher: 'Google LLC',
      platform: 'windows',
      hasSeveralVersions: false,
    });
    expect(entity).toEqual({
      _key: 'IntuneDetected:google chrome',
      _type: 'intune_detected_application',
      _class: ['Application'],
      _rawData: [],
      name: 'google chrome',
      displayName: 'Google Chrome',
      version: '120.0',
      sizeInByte: 1024,
      publisher: 'Google LLC',
      platform: 'windows',
    });
  });

  it('says null of versions that differ, and nothing of an unknown size', () => {
    const application = { name: 'Zoom', hasSeveralVersions: true };
    const entity = toDetectedApplicationEntity(application);
    expect(entity.version).toBeNull();
    expect(entity.sizeInByte).toBeUndefined();
  });

  it('makes valid, documented entities, one a key, of any rows', () => {
    const rows = fc.array(
      fc
        .tuple(anyValue, anyValue, anyValue, anyValue, anyValue)
        .map(([name, version, size, publisher, platform]) => ({
          ...row(name, version, size),
          ...{ publisher, platform },
        })),
    );
    fc.assert(
      fc.property(rows, (list) => {
        const entities = catalogueOf(list).map(toDetectedApplicationEntity);
        for (const entity of entities) {
          const metadata = DetectedApplicationEntity;
          expect(schemaErrors(entity, metadata)).toEqual([]);
          expect(undocumentedProperties(entity, metadata)).toEqual([]);
        }
        const keys = new Set(entities.map(({ _key }) => _key));
        expect(keys.size).toBe(entities.length);
      }),
      { numRuns: 200 },
    );
  });
});
