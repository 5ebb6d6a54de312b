import { cloudNames } from './clouds';
import { GraphResponseError, GraphTransportError } from '../errors/errors';
import { cloudThatLacks } from './nationalClouds';

const answered = (status: number, message = 'Sorry') =>
  new GraphResponseError('GET /beta/x', { status, code: 'x', message });

const nationalClouds = cloudNames.filter((name) => name !== 'global');

describe('cloudThatLacks', () => {
  test.each([
    answered(404),
    answered(501, 'This operation target is not yet supported.'),
    answered(400, "Resource not found for the segment 'x'."),
    answered(400, "Could not find a property named 'signInActivity' on type"),
    answered(400, 'This operation is not supported'),
  ])('names the national cloud that answered %s', (error) => {
    for (const name of nationalClouds) {
      expect(cloudThatLacks(error, name)).toMatch(/^Microsoft Cloud for /);
      expect(cloudThatLacks(error, ` ${name}\n`)).toBeDefined();
    }
  });

  test.each([undefined, '', 'global', 'moon'])(
    'the cloud %s lacks nothing',
    (name) => {
      expect(cloudThatLacks(answered(404), name)).toBeUndefined();
    },
  );

  test.each([
    answered(400, 'Invalid filter clause'),
    answered(403),
    answered(500, 'This is not supported'),
    new GraphTransportError('GET /beta/x', 'network', 'not supported'),
    new Error('not supported'),
    undefined,
  ])('%s says nothing of the cloud', (error) => {
    expect(cloudThatLacks(error, 'china')).toBeUndefined();
  });
});
