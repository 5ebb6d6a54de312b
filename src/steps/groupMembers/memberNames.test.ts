import { brokenConnection, failed, ok, page } from '#test/graph/replies';
import type { LoggedRequest, Script } from '#test/graph/scriptedTransport';
import { sampleLinks } from '#test/support/sampleLinks';
import { failureOf, scriptedStep } from '#test/support/stepContext';
import { LoginError } from '../../graph/errors/errors';
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
    ['what comes is no list', () => ok({ id: '1' })],
  ])('is the pages when %s, however often it is asked', async (_, script) => {
    const { context, events } = scriptedStep(script);
    const names = await chooseMemberNames(context, 'group-1');
    expect(names).toBe(namesInPages);
    expect(events).toEqual([]);
  });

  it('is not known when nobody may log in', async () => {
    const { context } = scriptedStep([]);
    const error = new LoginError('no', '7000215');
    jest.spyOn(context.graph, 'getByIds').mockRejectedValue(error);
    const choosing = chooseMemberNames(context, 'group-1');
    expect(await failureOf(choosing)).toBe(error);
  });
});

/** Emits these members, whose names are asked for by their ids. */
async function emit(
  script: Script,
  members: readonly ReturnType<typeof device>[],
  byParts = members.length,
) {
  const step = scriptedStep(script);
  const { context, events, transport } = step;
  const { jobState, emission } = context;
  const others = new OtherMembers(namesById(context), emission, sampleLinks);
  for (let start = 0; start < members.length; start += byParts) {
    others.add(members.slice(start, start + byParts));
  }
  await others.flush(context.completeness);
  await emission.flush();
  let failure: unknown;
  try {
    context.completeness.settle('fetch-group-members', context.logger);
  } catch (error) {
    failure = error;
  }
  const nameOf = (number: number) =>
    jobState.collectedEntities.find(({ id }) => id === device(number).id)
      ?.displayName;
  return {
    failure,
    nameOf,
    events: events.map(({ description }) => description),
    entities: jobState.collectedEntities,
    requests: transport.requests,
  };
}

const devices = (count: number) =>
  Array.from({ length: count }, (_, number) => device(number));

const idsOf = ({ body }: LoggedRequest) => (body as { ids: string[] }).ids;
const numberOf = (id: string) => Number(id.slice(-12));

/** All but these numbers are found. */
const findingAllBut =
  (gone: number): Script =>
  (request) =>
    page(
      idsOf(request)
        .map(numberOf)
        .filter((number) => number >= gone)
        .map(named),
    );

const PARTIAL = expect.objectContaining({ code: 'PARTIAL_STEP' }) as unknown;

describe('OtherMembers', () => {
  it('asks for a thousand names at a time, and goes without those that are gone', async () => {
    const { failure, events, entities, nameOf, requests } = await emit(
      findingAllBut(2),
      devices(1_500),
      500,
    );
    expect(new Set(requests.map((request) => idsOf(request).length))).toEqual(
      new Set([1_000, 500]),
    );
    expect(entities).toHaveLength(1_500);
    expect(nameOf(0)).toBe(device(0).id);
    expect(nameOf(2)).toBe('LAPTOP-2');
    expect(failure).toBeUndefined();
    expect(events).toEqual([
      expect.stringContaining(
        '2 of 1500 members of groups were gone when their names were asked for',
      ),
    ]);
  });

  it.each([
    [0, 100, false],
    [3, 100, false],
    [4, 100, true],
    [20, 1_000, false],
    [21, 1_000, true],
    [1, 2, false],
    [1, 1, true],
    [50, 50, true],
  ])(
    'emits all, of whom %d of %d have no name; partial: %p',
    async (gone, of, isPartial) => {
      const { failure, events, entities } = await emit(
        findingAllBut(gone),
        devices(of),
      );
      expect(entities).toHaveLength(of);
      expect(failure).toEqual(isPartial ? PARTIAL : undefined);
      expect(events).toEqual(
        gone === 0 ? [] : [expect.stringContaining(`${gone} of ${of} members`)],
      );
    },
  );

  it.each<[string, Script]>([
    ['are refused', () => failed(403, 'Denied')],
    ['are refused for the moment', () => failed(403, 'UnknownError')],
    ['are a bad request', () => failed(400, 'BadRequest')],
    ['cost too much', () => failed(429)],
    ['make a server fail', () => failed(500)],
    ['never come', () => brokenConnection()],
    ['are no list', () => ok({ error: { code: 'UnknownError' } })],
  ])(
    'emits members without names that %s, and is partial',
    async (_, script) => {
      const { failure, events, entities, nameOf } = await emit(
        script,
        devices(3),
      );
      expect(entities).toHaveLength(3);
      expect(nameOf(2)).toBe(device(2).id);
      expect(failure).toEqual(PARTIAL);
      expect(events).toEqual([
        expect.stringContaining(
          '3 members of groups are collected without their names: ',
        ),
      ]);
    },
  );

  it('names the others when one request of several fails', async () => {
    const { failure, entities, nameOf } = await emit(
      (request) =>
        idsOf(request).length === 1_000
          ? failed(400, 'BadRequest')
          : page(idsOf(request).map(numberOf).map(named)),
      devices(1_200),
    );
    expect(entities).toHaveLength(1_200);
    expect(nameOf(0)).toBe(device(0).id);
    expect(nameOf(1_100)).toBe('LAPTOP-1100');
    expect(failure).toMatchObject({
      message: expect.stringContaining(
        '1000 members of groups are collected without their names',
      ) as unknown,
    });
  });

  it('fails when nobody may log in', async () => {
    const { context } = scriptedStep([]);
    const error = new LoginError('no', '7000215');
    jest.spyOn(context.graph, 'getByIds').mockRejectedValue(error);
    const others = new OtherMembers(
      namesById(context),
      context.emission,
      sampleLinks,
    );
    others.add([device(1)]);
    expect(await failureOf(others.flush(context.completeness))).toBe(error);
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
    const { context, events } = scriptedStep([]);
    const { jobState, emission } = context;
    const others = new OtherMembers(namesInPages, emission, sampleLinks);
    others.add([named(7)]);
    await others.flush(context.completeness);
    await emission.flush();
    context.completeness.settle('fetch-group-members', context.logger);
    expect(events).toEqual([]);
    expect(jobState.collectedEntities).toMatchObject([
      { displayName: 'LAPTOP-7' },
    ]);
  });
});
