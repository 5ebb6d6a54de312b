import {
  brokenConnection,
  failed,
  ok,
  refusedToken,
  throttled,
} from '#test/graph/replies';
import type { Script } from '#test/graph/scriptedTransport';
import { usersRequest } from '#test/graph/sampleRequests';
import { failureOf, scriptedStep } from '#test/support/stepContext';
import {
  GraphResponseError,
  GraphTransportError,
} from '../graph/errors/errors';
import { getOptionalExtra } from './optionalExtra';

const NO_INTUNE = 'Request not applicable to target tenant.';

describe('getOptionalExtra', () => {
  it('gives the answer and says nothing', async () => {
    const { context, events } = scriptedStep([ok({ id: '1' })]);
    expect(await getOptionalExtra(context, usersRequest)).toEqual({ id: '1' });
    expect(events).toEqual([]);
  });

  it.each<[string, Script]>([
    ['refused', [failed(403, 'Forbidden')]],
    ['refused with every token', () => refusedToken()],
  ])('goes without what is %s, and tells so once', async (_, script) => {
    const { context, events } = scriptedStep(script);
    expect(await getOptionalExtra(context, usersRequest)).toBeUndefined();
    expect(events.map(({ name }) => name)).toEqual(['warn_missing_permission']);
    expect(events[0].description).toContain('User.Read.All');
  });

  it.each([
    ['without a code', ''],
    ['of an unknown error', 'UnknownError'],
  ])('blames no permission for a refusal %s', async (_, code) => {
    const refusal = failed(403, code, {}, '');
    const { context, events } = scriptedStep(() => refusal);
    expect(await getOptionalExtra(context, usersRequest)).toBeUndefined();
    expect(events).toHaveLength(1);
    expect(events[0].description).toMatch(/several times.*named no cause/);
    expect(events[0].description).not.toMatch(/[Pp]ermission/);
    const once = scriptedStep([refusal, ok({ id: '1' })]);
    expect(await getOptionalExtra(once.context, usersRequest)).toEqual({
      id: '1',
    });
    expect(once.events).toEqual([]);
  });

  it('goes without what a tenant without Intune has not', async () => {
    const { context, events, transport } = scriptedStep(() =>
      failed(400, 'BadRequest', {}, NO_INTUNE),
    );
    expect(await getOptionalExtra(context, usersRequest)).toBeUndefined();
    expect(events).toEqual([]);
    // One answer proves nothing.
    expect(transport.requests).toHaveLength(2);
  });

  it.each<[string, Script, unknown]>([
    [
      'another bad request',
      [failed(400, 'BadRequest', {}, 'Invalid filter clause')],
      GraphResponseError,
    ],
    [
      'the same text with another status',
      [failed(404, 'NotFound', {}, NO_INTUNE)],
      GraphResponseError,
    ],
    ['throttling without end', () => throttled('1'), GraphResponseError],
    ['no connection', () => brokenConnection(), GraphTransportError],
  ])('does not take %s for an absent answer', async (_, script, type) => {
    const { context, events } = scriptedStep(script);
    const error = await failureOf(getOptionalExtra(context, usersRequest));
    expect(error).toBeInstanceOf(type);
    expect(events).toEqual([]);
  });
});
