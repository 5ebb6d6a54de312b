import { explainFailure } from './failure';

const refused = {
  level: 40,
  msg: 'Error occurred while validating',
  code: 'CONFIG_VALIDATION_ERROR',
  err: { message: 'The secret is wrong. [M365-AUTH-001]' },
};
const mistyped = [
  'node:internal/warning',
  'IntegrationLocalConfigFieldTypeMismatchError: Expected boolean value for field "includeAdvancedDeviceDetails" but received "my secret".',
  '    at convert (config.js:1:1) {',
  "  code: 'LOCAL_CONFIG_FIELD_TYPE_MISMATCH',",
].join('\n');

it.each([
  [
    'a refused login',
    refused,
    '',
    'The secret is wrong. [M365-AUTH-001]',
    true,
  ],
  [
    'an answer that did not come',
    { ...refused, code: 'PROVIDER_API_ERROR' },
    '',
    'The secret is wrong. [M365-AUTH-001]',
    false,
  ],
  [
    'a value that the SDK refuses, and does not quote it',
    undefined,
    mistyped,
    'includeAdvancedDeviceDetails (INCLUDE_ADVANCED_DEVICE_DETAILS in .env) must be true or false [M365-CONFIG-012]',
    true,
  ],
  [
    'what was thrown, in all its lines',
    undefined,
    'IntegrationValidationError: Not usable:\n  one [M365-CONFIG-001]\n  two [M365-CONFIG-006]\n    at x.js:1:1',
    'Not usable:\n  one [M365-CONFIG-001]\n  two [M365-CONFIG-006]',
    false,
  ],
  [
    'what nobody expected',
    undefined,
    'TypeError: x is not a function\n    at x.js:1:1',
    'An error that nobody expected: x is not a function [M365-RUN-013]',
    false,
  ],
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
