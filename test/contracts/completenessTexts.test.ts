/**
 * What steps tell of their completeness, as users read it: every text of the source
 * in the sentences that `Completeness` makes of it.
 */
import { IntegrationError } from '@jupiterone/integration-sdk-core';
import { Completeness } from '../../src/run/wholeness/completeness';
import { createStepLogger } from '../support/stepContext';
import { flawsOf } from './eventText';
import { completenessTexts, sourceFiles } from './messages';

/** What Graph said, in the form that our errors have. */
const CAUSE =
  'GET /v1.0/users answered 500 InternalServerError: It broke. (request 7c9e6679)';

/** Every text tells what to do, or that there is nothing to do. */
const wayOut =
  /So few are normal|Run again; if it stays, see |If every run reports this, see |If the tenant has some, see /;

const tellings: Readonly<
  Record<string, (completeness: Completeness, text: string) => void>
> = {
  missing: (completeness, what) =>
    completeness.addMissing({ count: 7, what, causes: [CAUSE] }),
  'left out': (completeness, what) =>
    completeness.addLeftOut('changes', { count: 3, of: 700, what }),
  'left out, too many': (completeness, what) =>
    completeness.addLeftOut('changes', {
      count: 600,
      of: 700,
      what,
      causes: [CAUSE],
    }),
  unlisted: (completeness, what) =>
    completeness.addUnlisted(what, { unknown: 3, known: 697 }),
  unchecked: (completeness, what) => completeness.addUnchecked(what, CAUSE),
  empty: (completeness, what) => completeness.addEmpty(what),
};

/** Which of them a text goes into, by the method and the property. */
const tellingsOf: Readonly<Record<string, readonly string[]>> = {
  'addMissing what': ['missing'],
  'addLeftOut what': ['left out', 'left out, too many'],
  'conclude gone': ['left out', 'left out, too many'],
  'conclude unread': ['missing'],
  'addFewer 0': ['left out'],
  'addUnlisted 0': ['unlisted'],
  'addUnchecked 0': ['unchecked'],
  'shortageByReports 1': ['unchecked'],
  'listWhole what': ['unchecked', 'empty'],
  'declared list': ['unchecked', 'empty'],
};

function told(telling: string, text: string): string[] {
  const completeness = new Completeness();
  tellings[telling](completeness, text);
  const { logger, events } = createStepLogger();
  const texts: string[] = [];
  try {
    completeness.settle('fetch-things', logger);
  } catch (error) {
    texts.push((error as IntegrationError).message);
  }
  return [...events.map(({ description }) => description), ...texts];
}

const texts = sourceFiles().flatMap((file) =>
  completenessTexts(file).map(({ place, text }) => ({ file, place, text })),
);

test('all places where steps tell of their completeness are known', () => {
  const places = new Set(texts.map(({ place }) => place));
  expect([...places].sort()).toEqual(Object.keys(tellingsOf).sort());
  expect(texts.length).toBeGreaterThan(30);
});

test.each(texts)('$file: $text', ({ place, text }) => {
  for (const telling of tellingsOf[place]) {
    const [event, ...others] = told(telling, text);
    expect([event, ...others].flatMap((each) => flawsOf(each))).toEqual([]);
    expect(event).toContain(text);
    expect(event).toMatch(wayOut);
    if (/missing|too many|unchecked/.test(telling)) {
      expect(event).toContain('GET /v1.0/users answered 500');
      expect(event).toContain('(request 7c9e6679)');
    }
  }
});
