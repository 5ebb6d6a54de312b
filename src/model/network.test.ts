import { entitySchemas } from '@jupiterone/data-model';
import { EntityValidator } from '@jupiterone/integration-sdk-entity-validator';
import * as fc from 'fast-check';
import { anyValue } from '#test/support/anyPayload';
import {
  domainNames,
  hostname,
  ipAddresses,
  macAddresses,
  webAddress,
} from './network';
import { listOrNull } from './values';

const validator = new EntityValidator({
  schemas: Object.values(entitySchemas),
});

const nothing = Object.fromEntries(
  entitySchemas.Host.allOf
    .flatMap((part) => ('required' in part ? part.required : []))
    .map((name) => [name, null]),
);

/** What the data model itself has to say of a host with these properties. */
function errorsOf(properties: object) {
  const { errors } = validator.validateEntity({
    ...nothing,
    _key: '0123456789',
    _class: ['Host'],
    _type: 'a_host',
    name: 'name',
    displayName: 'name',
    ...properties,
  });
  return errors ?? [];
}

describe('macAddresses', () => {
  it.each([
    '147DDA48F752',
    '147dda48f752',
    '14:7d:da:48:f7:52',
    '14-7D-DA-48-F7-52',
    '147d.da48.f752',
    ' 14 7d da 48 f7 52 ',
  ])('writes %j as the data model wants it', (value) => {
    expect(macAddresses(value)).toEqual(['14:7d:da:48:f7:52']);
  });

  it.each([
    '',
    '000000000000',
    '00:00:00:00:00:00',
    'ff:ff:ff:ff:ff:ff',
    'FFFFFFFFFFFF',
    '147dda48f7',
    '147dda48f75200',
    '147dda48f75g',
    'Unknown',
    '147dda48f752,147dda48f753',
    null,
    undefined,
    0,
    ['147dda48f752'],
  ])('%j is no address', (value) => {
    expect(macAddresses(value)).toEqual([]);
  });

  it('keeps the order and gives each address once', () => {
    expect(
      macAddresses('00155D000002', '', '00155D000001', '00:15:5d:00:00:02'),
    ).toEqual(['00:15:5d:00:00:02', '00:15:5d:00:00:01']);
  });
});

describe('hostname', () => {
  it.each(['LAPTOP-1', 'ab', '10', 'a'.repeat(63)])('%s is one', (name) => {
    expect(hostname(name)).toBe(name);
  });

  it.each([
    "Ann's iPhone",
    'Ann iPad',
    'laptop_1',
    '-laptop',
    'laptop-',
    'a',
    'a'.repeat(64),
    'laptop.contoso.com',
    'LAPTOP-1\n',
    'ännchen',
    '',
    null,
    undefined,
    7,
  ])('%j is none', (name) => {
    expect(hostname(name)).toBeNull();
  });
});

describe('domainNames', () => {
  it('keeps what is a whole name, each once', () => {
    expect(
      domainNames('pc.contoso.com', 'pc', null, 'pc..com', 'pc.contoso.com'),
    ).toEqual(['pc.contoso.com']);
  });
});

describe('ipAddresses', () => {
  it.each([
    ['10.0.0.1', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.254', 'private'],
    ['192.168.1.20', 'private'],
    ['169.254.7.7', 'private'],
    ['127.0.0.1', 'private'],
    // Carriers' and overlay networks' own, which the Internet does not route: RFC 6598.
    ['100.64.0.1', 'private'],
    ['100.127.255.254', 'private'],
    ['100.63.255.255', 'public'],
    ['100.128.0.1', 'public'],
    ['172.15.0.1', 'public'],
    ['172.32.0.1', 'public'],
    ['192.169.0.1', 'public'],
    ['11.0.0.1', 'public'],
    ['8.8.8.8', 'public'],
  ])('%s is %s', (address, kind) => {
    expect(ipAddresses(address)).toEqual({
      ipv4: [address],
      ipv6: [],
      privateOnes: kind === 'private' ? [address] : [],
      publicOnes: kind === 'public' ? [address] : [],
    });
  });

  it('knows version 6', () => {
    expect(ipAddresses('2001:db8::1', '10.0.0.1')).toMatchObject({
      ipv4: ['10.0.0.1'],
      ipv6: ['2001:db8::1'],
    });
  });

  it.each([
    '',
    '0.0.0.0',
    '::',
    '10.0.0',
    '10.0.0.256',
    '010.0.0.1',
    '10.0.0.1/24',
    '10.0.0.1:80',
    '10.0.0.1, 10.0.0.2',
    'Unknown',
    null,
    167_772_161,
  ])('%j is no address', (value) => {
    expect(ipAddresses(value)).toEqual({
      ipv4: [],
      ipv6: [],
      privateOnes: [],
      publicOnes: [],
    });
  });
});

describe('the data model', () => {
  const nearlyAddresses = fc
    .array(
      fc.constantFrom(
        ...['0', '10', '255', 'fe80', ':', '::', '.', '-', '%', 'f7', 'a'],
      ),
      { minLength: 1, maxLength: 10 },
    )
    .map((parts) => parts.join(''));
  const values = fc.oneof(
    anyValue,
    nearlyAddresses,
    fc.ipV4(),
    fc.ipV6(),
    fc.ipV6().map((address) => `${address}%eth0`),
    fc.domain(),
  );

  it('takes every list, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(values), (list) => {
        const ip = ipAddresses(...list);
        const properties = {
          macAddresses: listOrNull(macAddresses(...list)),
          hostname: hostname(list[0]),
          fqdn: listOrNull(domainNames(...list)),
          ipv4Addresses: listOrNull(ip.ipv4),
          ipv6Addresses: listOrNull(ip.ipv6),
          publicIpAddresses: listOrNull(ip.publicOnes),
          privateIpAddresses: listOrNull(ip.privateOnes),
        };
        expect(errorsOf(properties)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('would take no host name that is left out', () => {
    const names = fc
      .array(fc.constantFrom('a', 'Z', '9', '-', '_', '.', ' ', "'"))
      .map((signs) => signs.join(''));
    fc.assert(
      fc.property(names, (name) => {
        const isValid = errorsOf({ hostname: name }).length === 0;
        expect(hostname(name)).toBe(isValid ? name : null);
      }),
      { numRuns: 500 },
    );
  });
});

describe('webAddress', () => {
  it.each([
    ['https://contoso.com', 'https://contoso.com'],
    [' http://contoso.com/a?b=%20#c ', 'http://contoso.com/a?b=%20#c'],
    ['contoso.com', undefined],
    ['https://', undefined],
    ['ftp://contoso.com', undefined],
    ['https://contoso.com/{id}', undefined],
    ['https://contoso.com/ä', undefined],
    ['', undefined],
    [null, undefined],
    [7, undefined],
  ])('%j is %j', (value, expected) => {
    expect(webAddress(value)).toBe(expected);
  });

  it('is one that the data model takes', () => {
    const values = fc.oneof(
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.string().map((end) => `https://${end}`),
      fc
        .array(fc.constantFrom('a', '%', '[', ']', '@', ':', '/', '?', '#'))
        .map((signs) => `https://a/${signs.join('')}`),
      anyValue,
    );
    fc.assert(
      fc.property(values, (value) => {
        const productionURL = webAddress(value);
        const { errors } = validator.validateEntity({
          _key: '0123456789',
          _class: ['Application'],
          _type: 'an_application',
          name: 'name',
          displayName: 'name',
          ...(productionURL !== undefined && { productionURL }),
        });
        expect(errors ?? []).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
