/** `--behavior` of the command line: every option can be named, and a wrong one is told. */
import { probableBehaviour } from './graph/behaviour';
import { readBehaviour } from './behaviourOption';

test.each([
  [['exportPermission=nobody'], { exportPermission: 'nobody' }],
  [['signInLimit=10 per minute'], { signInLimit: '10 per minute' }],
  [['base64Reports=true'], { base64Reports: true }],
  [['statusesBeforeCut=3'], { statusesBeforeCut: 3 }],
  [['missingColumns=A,B'], { missingColumns: ['A', 'B'] }],
  [['missingColumns='], { missingColumns: [] }],
  [
    ['refusedExports=AppInvRawData:forbidden,AppInvAggregate:unsupported'],
    {
      refusedExports: {
        AppInvRawData: 'forbidden',
        AppInvAggregate: 'unsupported',
      },
    },
  ],
  [
    ['reportOrder=none', 'reportRepeats=always'],
    { reportOrder: 'none', reportRepeats: 'always' },
  ],
])('%j is understood', (texts, behaviour) => {
  expect(readBehaviour(texts)).toEqual(behaviour);
});

test.each([
  ['nonsense=1', 'There is no behavior nonsense'],
  ['reportOrder', 'reportOrder must be one of known, every, none'],
  ['reportOrder=some', 'reportOrder must be one of known, every, none'],
  ['base64Reports=yes', 'base64Reports cannot be yes'],
  ['statusesBeforeCut=many', 'statusesBeforeCut cannot be many'],
  ['refusedExports=X:maybe', 'refusedExports cannot be X:maybe'],
])('%j is refused', (text, message) => {
  expect(() => readBehaviour([text])).toThrow(message);
});

test('every option that is a word takes its own default', () => {
  const words = Object.entries(probableBehaviour).filter(
    ([, value]) => typeof value === 'string',
  );
  expect(
    readBehaviour(words.map(([name, value]) => `${name}=${value}`)),
  ).toEqual(Object.fromEntries(words));
});
