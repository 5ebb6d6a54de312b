import * as fc from 'fast-check';
import { coded } from '../../src/graph/basics/messageCodes';
import { inLines } from './problems';

const problem = fc
  .stringMatching(/^[\w ();:.]{1,30}$/)
  .map((text) => coded('M365-CONFIG-001', text));

it('has a title and a line for each problem, whatever is in their words', () => {
  fc.assert(
    fc.property(fc.array(problem, { minLength: 1 }), (problems) => {
      expect(inLines('Not usable', `Not usable: ${problems.join('; ')}.`)).toBe(
        ['Not usable:', ...problems.map((text) => `  ${text}`)].join('\n'),
      );
    }),
  );
});

it('leaves any other message as it is', () => {
  const message = 'Microsoft Entra ID refused the login: no; never.';
  expect(inLines('Not usable', message)).toBe(message);
});
