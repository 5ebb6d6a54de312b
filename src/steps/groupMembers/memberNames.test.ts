import { createMockJobState } from '@jupiterone/integration-sdk-testing';
import { brokenConnection, failed, page } from '../../../test/graph/replies';
import type { Script } from '../../../test/graph/scriptedTransport';
import { failureOf, scriptedStep } from '../../../test/support/stepContext';
import { GraphError } from '../../graph/errors';
import { Additions } from '../../model/additions';
import {
  chooseMemberNames,
  namesById,
  namesInPages,
  OtherMembers,
} from './memberNames';
import { groupMembersRequest, memberIdsRequest } from './request';

const device = (number: number) => ({
  '@odata.type': '#microsoft.graph.device',
  id: `d0000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
});
const named = (number: number) => ({
  ...device(number),
  displayName: `LAPTOP-${number}`,
});

describe('where names come from', () => {
  it('is a request by ids', async () => {
    const { context, transport, lines } = scriptedStep([page([])]);
    const names = await chooseMemberNames(context, 'group-1');
    expect(names).toMatchObject({ pages: memberIdsRequest, areInPages: false });
    expect(transport.requests).toMatchObject([{ body: { ids: ['group-1'] } }]);
    expect(lines).toEqual([]);
  });

  it.each([400, 401, 403, 404, 405, 501])(
    'is the pages after a %d',
    async (status) => {
      const { context, lines, events } = scriptedStep(() =>
        failed(status, 'Code'),
      );
      const names = await chooseMemberNames(context, 'group-1');
      expect(names).toBe(namesInPages);
      expect(names.pages).toBe(groupMembersRequest);
      expect(lines).toEqual([
        'Members of groups are read with their names: they cannot be asked for by their ids',
      ]);
      // Nothing is missing for that.
      expect(events).toEqual([]);
    },
  );

  it('is the pages where there is nobody to ask for', async () => {
    const { context, transport } = scriptedStep([]);
    expect(await chooseMemberNames(context, undefined)).toBe(namesInPages);
    expect(transport.requests).toEqual([]);
  });

  it.each<[string, Script]>([
    ['a server fails', () => failed(503)],
    ['it is asked too much', () => failed(429)],
    ['nothing comes', () => brokenConnection()],
  ])('is not known when %s', async (_, script) => {
    const { context } = scriptedStep(script);
    const choosing = chooseMemberNames(context, 'group-1');
    expect(await failureOf(choosing)).toBeInstanceOf(GraphError);
  });
});

describe('OtherMembers', () => {
  it('asks for a thousand names at a time, and goes without those that are gone', async () => {
    const { context, transport } = scriptedStep(({ body }) => {
      const { ids } = body as { ids: string[] };
      return page(ids.map((id) => named(Number(id.slice(-12)))).slice(1));
    });
    const jobState = createMockJobState();
    const additions = new Additions(jobState);
    const others = new OtherMembers(namesById(context), additions);
    for (let number = 0; number < 1_500; number += 500) {
      others.add(Array.from({ length: 500 }, (_, at) => device(number + at)));
    }
    // The first one of each request is gone.
    expect(await others.flush()).toBe(2);
    await additions.flush();
    const sizes = transport.requests.map(
      ({ body }) => (body as { ids: string[] }).ids.length,
    );
    expect(new Set(sizes)).toEqual(new Set([1_000, 500]));
    expect(jobState.collectedEntities).toHaveLength(1_500);
    const entityOf = (number: number) =>
      jobState.collectedEntities.find(({ id }) => id === device(number).id);
    expect(entityOf(0)).toMatchObject({ displayName: device(0).id });
    expect(entityOf(1)).toMatchObject({
      displayName: 'LAPTOP-1',
      memberType: 'device',
    });
  });

  it('asks for nobody by what is no id', async () => {
    const { context, transport } = scriptedStep([page([named(1)])]);
    const odd = { ...device(2), id: 'somebody-else' };
    const names = namesById(context);
    expect(await names.name([odd, device(1)])).toEqual({
      members: [odd, named(1)],
      missing: 1,
    });
    expect(await names.name([odd])).toEqual({ members: [odd], missing: 1 });
    expect(transport.requests).toMatchObject([
      { body: { ids: [named(1).id] } },
    ]);
  });

  it('takes the names that pages have', async () => {
    const jobState = createMockJobState();
    const additions = new Additions(jobState);
    const others = new OtherMembers(namesInPages, additions);
    others.add([named(7)]);
    expect(await others.flush()).toBe(0);
    await additions.flush();
    expect(jobState.collectedEntities).toMatchObject([
      { displayName: 'LAPTOP-7' },
    ]);
  });

  it('does not believe that all are gone', async () => {
    const { context } = scriptedStep([page([])]);
    const additions = new Additions(createMockJobState());
    const others = new OtherMembers(namesById(context), additions);
    others.add([device(1), device(2), device(3)]);
    expect(await failureOf(others.flush())).toMatchObject({
      message: expect.stringContaining(
        'all 3 requests found nothing',
      ) as unknown,
    });
  });

  it('tells of a failure at its end', async () => {
    const { context } = scriptedStep([failed(403, 'Denied')]);
    const additions = new Additions(createMockJobState());
    const others = new OtherMembers(namesById(context), additions);
    others.add([device(1)]);
    expect(await failureOf(others.flush())).toMatchObject({ status: 403 });
  });
});
