/* eslint-disable import/no-extraneous-dependencies -- the root package.json lists what the tests use */
import { entitySchemas, typeboxClassSchemaMap } from '@jupiterone/data-model';
import {
  createIntegrationEntity,
  createIntegrationHelpers,
} from '@jupiterone/integration-sdk-core';
import { Type } from '@sinclair/typebox';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import * as fc from 'fast-check';

import { EntityValidator, getValidator, getValidatorSync } from './index';
import type { EntitySchema, EntityValidationResult } from './index';

const createValidator = (...schemas: EntitySchema[]) =>
  new EntityValidator({
    schemas: [...Object.values(entitySchemas), ...schemas],
  });

const validator = createValidator();

const user = {
  _key: 'azure_user:1234',
  _class: ['User'],
  _type: 'azure_user',
  name: 'Adele',
  displayName: 'Adele Vance',
  firstName: 'Adele',
  lastName: null,
  email: ['adele@example.com'],
  shortLoginId: ['adele'],
  username: ['adele_example.com#EXT#@tenant.example.com'],
  createdOn: 1700000000000,
  'tag.Team': 'red',
};

const device = {
  _key: 'azure_device:1234',
  _class: ['Device', 'Host'],
  _type: 'azure_device',
  name: 'Laptop',
  displayName: 'Laptop',
  category: 'endpoint',
  ipv4Addresses: ['10.0.0.1'],
  ipv6Addresses: ['2001:db8::1'],
  macAddresses: ['00:11:22:aa:bb:cc'],
  publicIpAddresses: ['203.0.113.9', '2001:db8::2'],
  privateIpAddresses: null,
  hostname: 'laptop',
  fqdn: null,
  serial: null,
  deviceId: ['1234'],
  lastSeenOn: 1700000000000,
  make: 'Contoso',
  model: null,
  osName: null,
  osType: 'windows',
  osDetails: null,
  osVersion: null,
};

const userTypeNotFound = {
  schemaId: '#azure_user',
  reason: 'not-found',
  type: 'type',
};
const userClassSkipped = {
  schemaId: '#User',
  reason: 'type-already-validated',
  type: 'class',
};

/** `['#User email/0 format']`: the schema, the property and the keyword of each error, sorted. */
const summarize = ({ errors }: EntityValidationResult) =>
  (errors ?? [])
    .map((e) => `${e.schemaId} ${e.property} ${e.validation}`)
    .sort();

const omit = (entity: object, name: string) =>
  Object.fromEntries(Object.entries(entity).filter(([key]) => key !== name));

describe('an entity against the schemas of its classes', () => {
  test('accepts a valid user', () => {
    expect(validator.validateEntity(user)).toEqual({
      isValid: true,
      errors: null,
      skippedSchemas: [userTypeNotFound],
    });
  });

  test('accepts a class that is a string', () => {
    const entity = { ...user, _class: 'User' };
    expect(validator.validateEntity(entity).isValid).toBe(true);
  });

  test('reports a missing property, of the class and of its ancestors', () => {
    const entity = omit(omit(user, 'email'), '_key');
    const result = validator.validateEntity(entity);
    expect(result.isValid).toBe(false);
    expect(result.errors).toEqual([
      {
        schemaId: '#User',
        property: '_key',
        message: "must have required property '_key'",
        validation: 'required',
      },
      {
        schemaId: '#User',
        property: 'email',
        message: "must have required property 'email'",
        validation: 'required',
      },
    ]);
  });

  test('reports all errors', () => {
    const entity = { ...user, isActive: 'yes', email: ['nobody'], name: 1 };
    expect(summarize(validator.validateEntity(entity))).toEqual([
      '#User email oneOf',
      '#User email type',
      '#User email/0 format',
      '#User isActive type',
      '#User name type',
    ]);
  });

  test('names the property whose name is not allowed', () => {
    const entity = { ...user, '@odata.type': '#user' };
    expect(summarize(validator.validateEntity(entity))).toEqual([
      '#User @odata.type pattern',
      '#User @odata.type propertyNames',
    ]);
  });

  test('does not take NaN for a number', () => {
    const entity = { ...user, createdOn: NaN };
    expect(summarize(validator.validateEntity(entity))).toEqual([
      '#User createdOn type',
    ]);
  });

  test('skips a class that has no schema', () => {
    const entity = { ...user, _class: ['User', 'Unicorn'] };
    expect(validator.validateEntity(entity)).toEqual({
      isValid: true,
      errors: null,
      skippedSchemas: [
        userTypeNotFound,
        { schemaId: '#Unicorn', reason: 'not-found', type: 'class' },
      ],
    });
  });

  test('validates against each of several classes', () => {
    expect(validator.validateEntity(device).isValid).toBe(true);
    expect(
      summarize(validator.validateEntity({ ...device, serial: 1 })),
    ).toEqual(['#Device serial type', '#Host serial type']);
  });

  test.each([
    ['nothing', undefined, ['_type', '_class']],
    ['null', null, ['_type', '_class']],
    ['a text', 'User', ['_type', '_class']],
    ['no type', omit(user, '_type'), ['_type']],
    ['no class', omit(user, '_class'), ['_class']],
    ['an empty list of classes', { ...user, _class: [] }, ['_class']],
    ['a class that is a number', { ...user, _class: ['User', 1] }, ['_class']],
  ])('reports %s', (_, entity, properties) => {
    const { isValid, errors, skippedSchemas } =
      validator.validateEntity(entity);
    expect({ isValid, skippedSchemas }).toEqual({
      isValid: false,
      skippedSchemas: null,
    });
    expect(errors?.map(({ property }) => property)).toEqual(properties);
  });
});

describe('formats', () => {
  const accepts = (format: string, value: unknown) => {
    const $id = '#azure_thing';
    const schema = { $id, properties: { value: { format } } };
    return new EntityValidator({ schemas: [schema] }).validateEntity({
      _type: 'azure_thing',
      _class: 'Record',
      value,
    }).isValid;
  };

  test.each([
    ['ip', ['10.0.0.1', '::1', '2001:db8::1'], ['10.0.0', '10.0.0.1/8', '']],
    [
      'ipCidr',
      ['0.0.0.0/0', '10.0.0.0/32', '2001:db8::/32', '::1/128'],
      ['10.0.0.0', '10.0.0.0/33', '::/129', '::/', '::/1/1', '::/01', 'x/8'],
    ],
    ['asn', ['AS1', 'AS64496', 'AS4294967295'], ['64496', 'AS', 'ASx', 'AS 1']],
    ['email', ['a@example.com', 'a_b.com#EXT#@c.example.com'], ['a', 'a@']],
    ['date-time', ['2024-01-01T00:00:00Z', 1700000000000], ['yesterday']],
    ['uri', ['https://example.com/a'], ['example']],
  ])('%s', (format, valid, invalid) => {
    const isAccepted = (value: unknown) => accepts(format, value);
    expect((valid as unknown[]).filter((v) => !isAccepted(v))).toEqual([]);
    expect(invalid.filter(isAccepted)).toEqual([]);
  });

  test('apply to the addresses of a device', () => {
    const entity = {
      ...omit(device, '_class'),
      _class: 'Device',
      ipv4Addresses: ['::1'],
      publicIpAddresses: ['203.0.113.9', 'router'],
    };
    const formats = validator
      .validateEntity(entity)
      .errors?.filter(({ validation }) => validation === 'format');
    expect(formats?.map(({ property }) => property)).toEqual([
      'ipv4Addresses/0',
      'publicIpAddresses/1',
    ]);
  });
});

describe('an entity against the schema of its type', () => {
  const schema = {
    $id: '#azure_user',
    allOf: [{ $ref: '#User' }, { required: ['department'] }],
  };

  test('skips the classes, and validates them by $ref', () => {
    const typed = createValidator(schema);
    const entity = { ...user, department: 'IT' };
    expect(typed.validateEntity(entity)).toEqual({
      isValid: true,
      errors: null,
      skippedSchemas: [userClassSkipped],
    });
    const invalid = typed.validateEntity(omit(user, 'email'));
    expect(invalid.skippedSchemas).toEqual([userClassSkipped]);
    expect(summarize(invalid)).toEqual([
      '#azure_user department required',
      '#azure_user email required',
    ]);
  });

  test('validates the classes too on request', () => {
    const typed = createValidator({ $id: '#azure_user' });
    const entity = omit(user, 'email');
    expect(typed.validateEntity(entity).isValid).toBe(true);
    const result = typed.validateEntity(entity, {
      forceClassValidationWithValidatedType: true,
    });
    expect(summarize(result)).toEqual(['#User email required']);
    expect(result.skippedSchemas).toBeNull();
  });
});

describe('schemas of createIntegrationHelpers', () => {
  const { createEntityMetadata, createMultiClassEntityMetadata } =
    createIntegrationHelpers({
      integrationName: 'azure',
      classSchemaMap: typeboxClassSchemaMap,
    });
  const schema = Type.Object({ department: Type.String() });
  const [userMetadata] = createEntityMetadata({
    resourceName: 'User',
    _class: ['User'],
    _type: 'azure_user',
    description: 'A user',
    schema,
  });
  const [deviceMetadata] = createMultiClassEntityMetadata({
    resourceName: 'Device',
    _class: [typeboxClassSchemaMap.Device, typeboxClassSchemaMap.Host],
    _type: 'azure_device',
    description: 'A device',
    schema,
  });
  const withJsonClasses = Object.values(entitySchemas);
  const withTypeboxClasses = Object.values(typeboxClassSchemaMap);

  describe.each([
    ['JSON', withJsonClasses],
    ['TypeBox', withTypeboxClasses],
  ])('with the %s schemas of the classes', (_, classes) => {
    const validate = (type: EntitySchema | undefined, entity: object) =>
      summarize(
        new EntityValidator({ schemas: classes })
          .addSchemas(type ?? [])
          .validateEntity(entity),
      );

    test('one class', () => {
      const entity = { ...user, department: 'IT' };
      expect(validate(userMetadata.schema, entity)).toEqual([]);
      expect(validate(userMetadata.schema, omit(user, 'email'))).toEqual([
        '#azure_user department required',
        '#azure_user email required',
      ]);
    });

    test('two classes', () => {
      const type = deviceMetadata.schema;
      const entity = { ...device, department: 'IT' };
      expect(validate(type, entity)).toEqual([]);
      expect(validate(type, { ...entity, _class: ['Device'] })).not.toEqual([]);
      expect(new Set(validate(type, omit(entity, 'serial')))).toEqual(
        new Set(['#azure_device serial required']),
      );
    });

    test('a schema that contains copies of classes', () => {
      const { User, Entity } = typeboxClassSchemaMap;
      const $id = '#azure_user';
      const type = Type.Intersect([User, Entity, Type.Ref(User), User], {
        $id,
      });
      expect(validate(type, user)).toEqual([]);
      expect(new Set(validate(type, omit(user, 'email')))).toEqual(
        new Set(['#azure_user email required']),
      );
    });

    test('every class has a schema that compiles', () => {
      const all = new EntityValidator({ schemas: classes });
      for (const { $id } of classes as EntitySchema[]) {
        const entity = { _type: 'azure_x', _class: String($id).slice(1) };
        expect(all.validateEntity(entity).skippedSchemas).toHaveLength(1);
      }
    });
  });
});

describe('addSchemas', () => {
  const strict = { $id: '#User', required: ['badge'] };

  test('takes a schema or a list, and answers the validator', () => {
    const empty = new EntityValidator({ schemas: [] });
    expect(empty.addSchemas(strict)).toBe(empty);
    expect(empty.addSchemas([strict])).toBe(empty);
    expect(summarize(empty.validateEntity(user))).toEqual([
      '#User badge required',
    ]);
  });

  test('replaces the schema of the same $id, also where it is referred to', () => {
    const type = { $id: '#azure_user', allOf: [{ $ref: '#User' }] };
    const typed = createValidator(type);
    const options = { forceClassValidationWithValidatedType: true };
    expect(typed.validateEntity(user, options).isValid).toBe(true);
    typed.addSchemas(strict);
    expect(summarize(typed.validateEntity(user, options))).toEqual([
      '#User badge required',
      '#azure_user badge required',
    ]);
  });

  test('is not affected by a later change of the object', () => {
    const schema = { $id: '#User', required: ['name'] };
    const empty = new EntityValidator({ schemas: [schema] });
    schema.required.push('badge');
    expect(empty.validateEntity(user).isValid).toBe(true);
    empty.addSchemas(schema);
    expect(empty.validateEntity(user).isValid).toBe(false);
  });

  test('rejects a schema without $id', () => {
    expect(() => validator.addSchemas({})).toThrow('must have an $id');
  });

  test('accepts schemas that refer to each other, and to themselves', () => {
    const schemas = [
      { $id: '#azure_a', properties: { b: { $ref: '#azure_b' } } },
      {
        $id: '#azure_b',
        properties: { a: { $ref: '#azure_a' }, b: { $ref: '#' } },
        required: ['a'],
      },
    ];
    const cyclic = new EntityValidator({ schemas });
    const entity = { _type: 'azure_a', _class: 'Record', b: { a: { b: {} } } };
    expect(summarize(cyclic.validateEntity(entity))).toEqual([
      '#azure_a b/a/b/a required',
    ]);
  });

  test('a schema may come after the one that refers to it, even after its use', () => {
    const type = { $id: '#azure_user', allOf: [{ $ref: '#User' }] };
    const late = new EntityValidator({ schemas: [type] });
    expect(() => late.validateEntity(user)).toThrow("can't resolve reference");
    late.addSchemas(strict);
    expect(late.validateEntity(user).isValid).toBe(false);
  });

  test('what is no JSON schema fails at its first use', () => {
    const broken = { $id: '#azure_user', type: 'strin' };
    const wrong = createValidator(broken);
    expect(() => wrong.validateEntity(user)).toThrow('schema is invalid');
  });
});

describe('getValidator', () => {
  test('gives the one validator of the data model', async () => {
    expect(await getValidator()).toBe(getValidatorSync());
    expect(getValidatorSync().validateEntity(user).isValid).toBe(true);
  });
});

describe('integration-sdk-core, with schema validation', () => {
  const variable = 'ENABLE_GRAPH_OBJECT_SCHEMA_VALIDATION';
  const previous = process.env[variable];
  const create = (assign: object) =>
    createIntegrationEntity({
      entityData: { assign: { ...user, ...assign } },
    });

  beforeEach(() => {
    process.env[variable] = '1';
  });

  afterEach(() => {
    if (previous === undefined) delete process.env[variable];
    else process.env[variable] = previous;
  });

  test('creates a valid entity only', () => {
    expect(create({})).toMatchObject({ displayName: 'Adele Vance' });
    expect(() => create({ email: 'a@example.com' })).toThrow(
      "Entity fails to validate as class 'User'",
    );
    expect(() => create({ _class: 'Unicorn' })).toThrow(
      'Could not find schema for class Unicorn!',
    );
  });
});

describe('properties', () => {
  const anyEntity = fc
    .dictionary(fc.string(), fc.jsonValue())
    .map((values) => ({ ...user, ...values }));

  test('any JSON value gets an answer, and is not changed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), anyEntity), (value) => {
        const before = JSON.stringify(value);
        const { isValid, errors } = validator.validateEntity(value);
        expect(isValid).toBe(errors === null);
        expect(JSON.stringify(value)).toBe(before);
      }),
    );
  });

  test('a user is valid exactly if it has all required properties', () => {
    const required = ['_key', 'name', 'displayName', 'firstName', 'lastName']
      .concat(['email', 'shortLoginId', 'username'])
      .sort();
    fc.assert(
      fc.property(fc.subarray(required), (missing) => {
        const entity = missing.reduce<object>(omit, user);
        const expected = missing.map((name) => `#User ${name} required`);
        expect(summarize(validator.validateEntity(entity))).toEqual(expected);
      }),
    );
  });

  test('an ip address is valid, and with a prefix that fits it is an ipCidr', () => {
    const network = { ip: { format: 'ip' }, cidr: { format: 'ipCidr' } };
    const schema = { $id: '#azure_net', properties: network };
    const networks = new EntityValidator({ schemas: [schema] });
    const addresses = fc.oneof(
      fc.tuple(fc.ipV4(), fc.nat(200), fc.constant(32)),
      fc.tuple(fc.ipV6(), fc.nat(200), fc.constant(128)),
    );
    fc.assert(
      fc.property(addresses, ([ip, prefix, bits]) => {
        const cidr = `${ip}/${prefix}`;
        const entity = { _type: 'azure_net', _class: 'Network', ip, cidr };
        expect(summarize(networks.validateEntity(entity))).toEqual(
          prefix <= bits ? [] : ['#azure_net cidr format'],
        );
      }),
    );
  });

  /** Addresses, and what is nearly one. */
  const addresses = fc.oneof(
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
    fc
      .tuple(fc.webUrl({ withFragments: true }), fc.nat(60), fc.string())
      .map(([url, at, text]) => url.slice(0, at) + text + url.slice(at)),
    fc.stringMatching(/^https?:\/{1,3}[a-zA-Z0-9.:@/?#[\]%~"<> -]{0,20}$/),
  );

  test("a uri is what Ajv's own format says, however plain it is", () => {
    const plain = addFormats(new Ajv()).compile({
      type: 'string',
      format: 'uri',
    });
    const typed = createValidator({
      $id: '#link',
      properties: { link: { type: 'string', format: 'uri' } },
    } as EntitySchema);
    fc.assert(
      fc.property(addresses, (link) => {
        const entity = { _class: 'Any', _type: 'link', link };
        expect(typed.validateEntity(entity).isValid).toBe(plain(link));
      }),
      { numRuns: 1_000 },
    );
  });

  test('a pattern says the same of a text each time, of however many texts', () => {
    const pattern = '^[a-m]{1,3}$';
    const typed = createValidator({
      $id: '#coded',
      properties: { code: { type: 'string', pattern } },
    } as EntitySchema);
    const isValid = (code: string) =>
      typed.validateEntity({ _class: 'Any', _type: 'coded', code }).isValid;
    // From 'aaa' on, and the beginning of each.
    const codes = Array.from({ length: 2_000 }, (_, index) =>
      (7_030 + index).toString(26),
    ).flatMap((code) => [code, code.slice(0, 2)]);
    const expected = codes.map((code) => new RegExp(pattern).test(code));
    expect(codes.map(isValid)).toEqual(expected);
    expect(codes.map(isValid)).toEqual(expected);
  });
});
