/** The rule of JupiterOne on which all tests of uploads build. */
import type { Entity } from '@jupiterone/integration-sdk-core';
import { createJob, finalized, type Job, type KeptGraph } from './jobs';
import { refusalOf } from './validation';

const user = (key: string): Entity => ({
  _key: key,
  _type: 'user',
  _class: ['User'],
});
const group = { _key: 'g', _type: 'group', _class: ['Group'] };

function graphOf(...objects: Entity[]): KeptGraph {
  return new Map(objects.map((object) => [object._key, object]));
}

function jobOf(objects: Entity[], partialTypes: string[] = []): Job {
  const job = createJob('integration-managed', 'instance');
  job.uploads.push({ kind: 'entities', objects, bytes: 0 });
  job.partialTypes = partialTypes;
  return job;
}

describe('a finalized job', () => {
  const before = graphOf(user('1'), user('2'), group);

  test.each([
    ['deletes what it did not bring', jobOf([user('2')]), ['2']],
    [
      'spares the types that it calls partial',
      jobOf([user('3')], ['user']),
      ['1', '2', '3'],
    ],
    ['of nothing deletes everything', jobOf([]), []],
  ])('%s', (_, job, keys) => {
    expect([...finalized(before, job).keys()].sort()).toEqual(keys);
  });

  test('replaces what it brings again', () => {
    const renamed = { ...user('1'), displayName: 'new' };
    expect(finalized(before, jobOf([renamed])).get('1')).toBe(renamed);
  });
});

describe('an object', () => {
  const relationship = { ...group, _fromEntityKey: 'a', _toEntityKey: 'b' };

  test.each([
    ['entities', { ...group, names: ['a', 'b'], no: null, yes: true, n: 1 }],
    ['entities', { ...group, _rawData: [{ name: 'default', rawData: {} }] }],
    ['entities', { ...group, none: [] }],
    ['relationships', relationship],
  ] as const)('of the %s %j is taken', (kind, object) => {
    expect(refusalOf(kind, object)).toBeUndefined();
  });

  test.each([
    ['entities', 'text', 'an object is expected'],
    ['entities', { ...group, _class: undefined }, '_class is required'],
    ['relationships', group, '_fromEntityKey is required'],
    ['entities', { ...group, mixed: ['a', 1] }, 'mixed has a value'],
    ['entities', { ...group, nested: { a: 1 } }, 'nested has a value'],
    ['entities', { ...group, lists: [['a']] }, 'lists has a value'],
  ] as const)('of the %s %j is refused', (kind, object, reason) => {
    expect(refusalOf(kind, object)).toContain(reason);
  });
});
