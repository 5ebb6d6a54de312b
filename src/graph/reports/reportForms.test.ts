import { settle } from '#test/graph/fakeClock';
import { installsReport } from '#test/graph/sampleReports';
import { GraphResponseError } from '../errors/errors';
import { ReportForms, type ReportForm } from './reportForms';

const ordered = { ...installsReport, orderBy: ['DeviceId asc'] };
const never = new AbortController().signal;

function refusal(message = 'no', status = 400): GraphResponseError {
  return new GraphResponseError('POST /beta/report', {
    status,
    code: 'BadRequest',
    message,
  });
}

/** `order+select`, `select`, `order` or `plain`. */
function nameOf({ hasOrderBy, hasSelect }: ReportForm): string {
  const names = [hasOrderBy && 'order', hasSelect && 'select'];
  return names.filter(Boolean).join('+') || 'plain';
}

/** A tenant that takes these forms only. */
function tenant(...taken: string[]) {
  const sent: string[] = [];
  const send = (form: ReportForm) => {
    const name = nameOf(form);
    sent.push(name);
    return taken.includes(name)
      ? Promise.resolve(name)
      : Promise.reject(refusal());
  };
  return { sent, send };
}

test.each([
  ['order+select', ['order+select']],
  ['select', ['order+select', 'select']],
  ['order', ['order+select', 'select', 'order']],
  ['plain', ['order+select', 'select', 'order', 'plain']],
])('finds the form that is taken, and keeps it: %s', async (form, tries) => {
  const forms = new ReportForms();
  const { sent, send } = tenant(form, 'plain');
  expect(await forms.ask(ordered, send, never)).toBe(form);
  expect(sent).toEqual(tries);
  const other = { ...ordered, filter: "(ApplicationId eq 'b')" };
  await forms.ask(other, send, never);
  expect(sent).toEqual([...tries, form]);
});

test('tries two forms where no order is declared', async () => {
  const { sent, send } = tenant('plain');
  await new ReportForms().ask(installsReport, send, never);
  expect(sent).toEqual(['select', 'plain']);
});

test('gives the error of the plainest form when none is taken, and learns nothing', async () => {
  const forms = new ReportForms();
  const { sent, send } = tenant();
  const asking = () => forms.ask(ordered, send, never);
  await expect(asking()).rejects.toThrow(GraphResponseError);
  await expect(asking()).rejects.toThrow(GraphResponseError);
  expect(sent).toHaveLength(8);
});

test.each([
  ['no such action', refusal("Resource not found for the segment 'x'.")],
  ['no Intune', refusal('Request not applicable to target tenant.')],
  ['no permission', refusal('no', 403)],
])('is not tried otherwise when there is %s', async (_, error) => {
  const send = jest.fn(() => Promise.reject(error));
  const asking = new ReportForms().ask(ordered, send, never);
  await expect(asking).rejects.toBe(error);
  expect(send).toHaveBeenCalledTimes(1);
});

test('the first request goes ahead alone', async () => {
  const forms = new ReportForms();
  const { sent, send } = tenant('select');
  let open = () => undefined as void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  const slowly = async (form: ReportForm) => {
    await opened;
    return send(form);
  };
  const asking = [1, 2, 3].map(() => forms.ask(ordered, slowly, never));
  await settle();
  expect(sent).toEqual([]);
  open();
  await Promise.all(asking);
  expect(sent).toEqual(['order+select', 'select', 'select', 'select']);
});

test('a single 400 after a form was taken changes nothing, a second one does', async () => {
  const forms = new ReportForms();
  await forms.ask(ordered, tenant('order+select').send, never);
  const odd = tenant('select');
  await forms.ask(ordered, odd.send, never);
  await forms.ask(ordered, odd.send, never);
  expect(odd.sent).toEqual([
    ...['order+select', 'select'],
    ...['order+select', 'select'],
  ]);
  await forms.ask(ordered, odd.send, never);
  expect(odd.sent.at(-2)).toBe('select');
  expect(odd.sent.at(-1)).toBe('select');
});
