import { explainFailure } from './failure';

const refused = {
  level: 40,
  msg: 'Error occurred while validating',
  code: 'CONFIG_VALIDATION_ERROR',
  err: { message: 'The secret is wrong.' },
};
const mistyped = [
  'node:internal/warning',
  'IntegrationLocalConfigFieldTypeMismatchError: Expected boolean value.',
  '    at convert (config.js:1:1) {',
  "  code: 'LOCAL_CONFIG_FIELD_TYPE_MISMATCH',",
].join('\n');

it.each([
  ['a refused login', refused, '', 'The secret is wrong.', true],
  [
    'an answer that did not come',
    { ...refused, code: 'PROVIDER_API_ERROR' },
    '',
    'The secret is wrong.',
    false,
  ],
  ['what was thrown', undefined, mistyped, 'Expected boolean value.', true],
  [
    'a full disk, whatever else was said',
    { ...refused, code: 'UNEXPECTED' },
    'Error: ENOSPC: no space left on device, write',
    '/data cannot be written: there is no space left on the disk. Free some. [M365-RUN-002]',
    false,
  ],
  [
    'nothing',
    undefined,
    '',
    'j1-integration ended with 9. [M365-RUN-007]',
    false,
  ],
])('names %s', (_, fatal, errors, message, isOfConfiguration) => {
  expect(explainFailure(fatal, errors, 9, '/data')).toEqual({
    message,
    isOfConfiguration,
  });
});
