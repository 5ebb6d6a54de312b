import { settle } from '#test/graph/fakeClock';
import { installsReport } from '#test/graph/sampleReports';
import { GraphResponseError } from '../errors/errors';
import { ReportNames } from './reportNames';
import type { ReportRequest } from './reportRequest';

const named: ReportRequest<string> = {
  ...installsReport,
  version: 'v1.0',
  path: '/reports/first',
  otherNames: [
    { version: 'v1.0', path: '/reports/second' },
    { version: 'beta', path: '/reports/third' },
  ],
};
const never = new AbortController().signal;

const answer = (status: number, message = 'no') =>
  new GraphResponseError('POST /v1.0/reports', {
    status,
    code: 'BadRequest',
    message,
  });
const unknown = (name: string) =>
  answer(400, `Resource not found for the segment '${name}'.`);
const gone = answer(404);

/** @param answers by name; what is missing is unknown */
function tenant(answers: Readonly<Record<string, 'rows' | Error>>) {
  const sent: string[] = [];
  const names = new ReportNames();
  const send = ({ version, path }: ReportRequest<string>) => {
    const name = path.slice('/reports/'.length);
    sent.push(`${version} ${name}`);
    const reply = answers[name] ?? unknown(name);
    return reply === 'rows' ? Promise.resolve(name) : Promise.reject(reply);
  };
  return { sent, ask: (request = named) => names.ask(request, send, never) };
}

const all = ['v1.0 first', 'v1.0 second', 'beta third'];

describe('a report that has several names', () => {
  it.each([
    ['first', 1],
    ['second', 2],
    ['third', 3],
  ])(
    'is asked for by its %s one, and by that for good',
    async (name, tries) => {
      const { sent, ask } = tenant({ [name]: 'rows' });
      expect(await ask()).toBe(name);
      expect(sent).toEqual(all.slice(0, tries));
      // With other columns and another filter, it is the same report.
      expect(await ask({ ...named, columns: ['Other'], filter: '' })).toBe(
        name,
      );
      expect(sent).toEqual([...all.slice(0, tries), all[tries - 1]]);
    },
  );

  it('is not asked for again where the tenant knows none of its names', async () => {
    const { sent, ask } = tenant({});
    await expect(ask()).rejects.toThrow("segment 'first'");
    await expect(ask()).rejects.toThrow("segment 'first'");
    expect(sent).toEqual(all);
  });

  it.each([
    ['forbidden', answer(403)],
    ['a refused filter', answer(400)],
    ['an error', answer(500)],
  ])('is not asked for by another one after %s', async (_, failure) => {
    const { sent, ask } = tenant({ first: failure, second: 'rows' });
    await expect(ask()).rejects.toBe(failure);
    expect(sent).toEqual(['v1.0 first']);
  });

  it('may be gone for one object only: the next name is tried, and not kept', async () => {
    const { sent, ask } = tenant({ first: gone, second: 'rows' });
    expect([await ask(), await ask()]).toEqual(['second', 'second']);
    expect(sent).toEqual([...all.slice(0, 2), ...all.slice(0, 2)]);
  });

  it('is gone where a name that exists says so', async () => {
    const { ask } = tenant({ second: gone });
    await expect(ask()).rejects.toBe(gone);
  });

  it('is looked for by one request, and the others wait for what it finds', async () => {
    const { sent, ask } = tenant({ second: 'rows' });
    const asking = [ask(), ask(), ask()];
    await settle();
    expect(await Promise.all(asking)).toEqual(['second', 'second', 'second']);
    expect(sent).toEqual([...all.slice(0, 2), all[1], all[1]]);
  });
});

test('a report that has one name is asked for by that', async () => {
  const { sent, ask } = tenant({});
  const { otherNames, ...request } = named;
  expect(otherNames).toHaveLength(2);
  await expect(ask(request)).rejects.toThrow("segment 'first'");
  expect(sent).toEqual(['v1.0 first']);
});
