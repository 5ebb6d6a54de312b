'use strict';

const { isIP } = require('node:net');
const { default: Ajv } = require('ajv');
const { default: addFormats } = require('ajv-formats');
const { entitySchemas } = require('@jupiterone/data-model');

/** Whether the text is such as `10.0.0.0/8` or `2001:db8::/32`: an address, a slash and the length of the prefix. */
function isIpCidr(text) {
  const [address, prefix, ...rest] = text.split('/');
  const bits = { 4: 32, 6: 128 }[isIP(address)];
  const isPrefix = /^(0|[1-9]\d{0,2})$/.test(prefix) && Number(prefix) <= bits;
  return rest.length === 0 && isPrefix;
}

/** What most links look like: each of them is a URI, and Ajv's own expression takes more than twice as long to say so. */
const plainUri =
  /^https:\/\/[a-z0-9.-]+(?:\/[a-z0-9\-._~!$&'()*+,;=:@/]*)?(?:\?[a-z0-9\-._~!$&'()*+,;=:@/?]*)?(?:#[a-z0-9\-._~!$&'()*+,;=:@/?]*)?$/i;

/** So many texts a pattern knows: names of properties come again with each entity, and values may not. */
const MOST_KNOWN = 500;

/** A regular expression that tells at once what it said of a text before. */
function knowingRegExp(pattern, flags) {
  const expression = new RegExp(pattern, flags);
  const known = new Map();
  const test = (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const result = expression.test(text);
    if (known.size < MOST_KNOWN) known.set(text, result);
    return result;
  };
  // Ajv keeps one for each text of this.
  return { test, toString: () => String(expression) };
}
// Of code that Ajv would write to a file, which nothing here does.
knowingRegExp.code = 'new RegExp';

/** An Ajv that reports all errors, ignores the keywords it does not know, and knows the formats of the data model. */
function createAjv() {
  const ajv = new Ajv({
    allErrors: true,
    strict: false,
    strictNumbers: true,
    code: { regExp: knowingRegExp },
  });
  addFormats(ajv);
  const { uri } = ajv.formats;
  ajv.addFormat('uri', (text) => plainUri.test(text) || uri(text));
  ajv.addFormat('ip', (text) => isIP(text) !== 0);
  ajv.addFormat('ipCidr', isIpCidr);
  ajv.addFormat('asn', /^AS\d{1,10}$/);
  return ajv;
}

/** Ajv's error as `{schemaId, property, message, validation}`; `property` is null when it is about the whole entity. */
function toEntityError(schemaId, error) {
  const { instancePath, keyword, message, params } = error;
  const path = instancePath.split('/').slice(1);
  const names = path.map((name) =>
    name.replaceAll('~1', '/').replaceAll('~0', '~'),
  );
  const name =
    error.propertyName ??
    params.missingProperty ??
    params.propertyName ??
    params.additionalProperty ??
    [];
  const property = names.concat(name).join('/') || null;
  return { schemaId, property, message, validation: keyword };
}

/** `_class` as a list: the data model allows a string too. */
function listClasses(entity) {
  const classes = entity?._class;
  return Array.isArray(classes) ? classes : [classes];
}

/** The errors, as of `toEntityError`, of a value whose `_type` or `_class` does not say which schemas apply to it. */
function findNameErrors(entity) {
  const isName = (value) => typeof value === 'string';
  const classes = listClasses(entity);
  const wrong = [
    ...(isName(entity?._type) ? [] : ['_type']),
    ...(classes.length > 0 && classes.every(isName) ? [] : ['_class']),
  ];
  return wrong.map((property) => ({
    schemaId: '#GraphObject',
    property,
    message: `must have a valid ${property}`,
    validation: 'type',
  }));
}

class EntityValidator {
  /** `$id` to the JSON text of the schema: a later change of the caller's object has no effect here. */
  #schemas = new Map();
  /** `$id` to the function that Ajv compiled. */
  #compiled = new Map();
  /** The `$id`s that `#ajv` has. */
  #registered = new Set();
  #ajv = null;

  constructor({ schemas }) {
    this.addSchemas(schemas);
  }

  addSchemas(schemas) {
    [schemas].flat().forEach((schema) => this.#addSchema(schema));
    return this;
  }

  validateEntity(entity, options = {}) {
    const nameErrors = findNameErrors(entity);
    if (nameErrors.length > 0) {
      return { isValid: false, errors: nameErrors, skippedSchemas: null };
    }
    const choices = this.#chooseSchemas(entity, options);
    const errors = choices
      .filter(({ reason }) => reason === null)
      .flatMap(({ schemaId }) => this.#findErrors(schemaId, entity));
    const skipped = choices.filter(({ reason }) => reason !== null);
    return {
      isValid: errors.length === 0,
      errors: errors.length > 0 ? errors : null,
      skippedSchemas: skipped.length > 0 ? skipped : null,
    };
  }

  /** The schemas of the type and the classes: `{schemaId, reason, type}[]`; `reason` (to skip it) is null for those to use. */
  #chooseSchemas(entity, { forceClassValidationWithValidatedType = false }) {
    const choose = (name, type) => {
      const schemaId = `#${name}`;
      const reason = this.#schemas.has(schemaId) ? null : 'not-found';
      return { schemaId, reason, type };
    };
    const ofType = choose(entity._type, 'type');
    const ofClasses = listClasses(entity).map((name) => choose(name, 'class'));
    if (ofType.reason === null && !forceClassValidationWithValidatedType) {
      const reason = 'type-already-validated';
      return [ofType, ...ofClasses.map((choice) => ({ ...choice, reason }))];
    }
    return [ofType, ...ofClasses];
  }

  #addSchema(schema) {
    if (typeof schema.$id !== 'string') {
      throw new Error(
        'A schema of an entity must have an $id, such as "#User"',
      );
    }
    const text = JSON.stringify(schema);
    const known = this.#schemas.get(schema.$id);
    if (known !== undefined && known !== text) {
      this.#forgetCompiled();
    }
    this.#schemas.set(schema.$id, text);
  }

  /** Compiled functions hold on to the schemas they `$ref`, so all of them go. */
  #forgetCompiled() {
    this.#ajv = null;
    this.#registered.clear();
    this.#compiled.clear();
  }

  #findErrors(schemaId, entity) {
    const validate = this.#compiled.get(schemaId) ?? this.#compile(schemaId);
    return validate(entity)
      ? []
      : validate.errors.map((error) => toEntityError(schemaId, error));
  }

  #compile(schemaId) {
    try {
      this.#ajv ??= createAjv();
      this.#register(schemaId);
      const validate = this.#ajv.getSchema(schemaId);
      this.#compiled.set(schemaId, validate);
      return validate;
    } catch (error) {
      this.#forgetCompiled(); // The schema that it lacks may be added later.
      throw error;
    }
  }

  /**
   * Gives Ajv a schema and those it refers to. Ajv finds `$ref: '#User'` by the `$id` '#User' of another schema, as
   * long as no part of a schema has that `$id` too: the copies of known schemas inside of a schema lose theirs.
   */
  #register(schemaId) {
    if (this.#registered.has(schemaId)) return;
    this.#registered.add(schemaId);
    const refs = new Set();
    const schema = JSON.parse(this.#schemas.get(schemaId), (key, value) => {
      const isKnown = this.#schemas.has(value);
      if (key === '$ref' && isKnown) refs.add(value);
      return key === '$id' && isKnown ? undefined : value;
    });
    this.#ajv.addSchema({ ...schema, $id: schemaId });
    refs.forEach((ref) => this.#register(ref));
  }
}

let validator;

function getValidatorSync() {
  validator ??= new EntityValidator({ schemas: Object.values(entitySchemas) });
  return validator;
}

async function getValidator() {
  return getValidatorSync();
}

module.exports = { EntityValidator, getValidator, getValidatorSync };
