/** What steps make of a request that a national cloud does not have. */
import { failed } from '#test/graph/replies';
import { usersRequest } from '#test/graph/sampleRequests';
import { failureOf, scriptedStep } from '#test/support/stepContext';
import { GraphResponseError } from '../graph/errors/errors';
import { toIntegrationError } from '../run/failures';
import { getOptionalExtra } from '../run/optionalExtra';

const CHINA = 'Microsoft Cloud for China (21Vianet)';

const missing = new GraphResponseError('GET /beta/x', {
  status: 404,
  code: 'UnknownError',
  message: 'Not there.',
});

describe('a step that needs it', () => {
  it('fails with the name of the cloud', () => {
    const error = toIntegrationError(missing, 'china');
    expect(error).toMatchObject({ endpoint: 'GET /beta/x', status: 404 });
    expect(String(error)).toContain(`${CHINA} may not have this request`);
    expect(String(error)).toContain('Not there.');
  });

  it.each([undefined, 'global'])('fails as ever in the cloud %s', (cloud) => {
    expect(String(toIntegrationError(missing, cloud))).not.toContain('Cloud');
  });
});

describe('a step that can do without', () => {
  it.each([404, 501])('goes on after %i, and tells so once', async (status) => {
    const { context, events } = scriptedStep([failed(status, 'x')]);
    const instance = { ...context.instance, config: { cloud: 'china' } };
    const inChina = { ...context, instance };
    expect(await getOptionalExtra(inChina, usersRequest)).toBeUndefined();
    expect(events.map(({ description }) => description)).toEqual([
      `${CHINA} does not answer GET /v1.0/users: what it would add is not collected. [M365-DATA-016]`,
    ]);
  });

  it('fails in the global cloud', async () => {
    const { context, events } = scriptedStep([failed(404, 'x')]);
    const error = await failureOf(getOptionalExtra(context, usersRequest));
    expect(error).toBeInstanceOf(GraphResponseError);
    expect(events).toEqual([]);
  });
});
