import { hasNothingButId } from './payloads';

test.each([
  {},
  { id: 'a' },
  { id: 'a', '@odata.type': '#microsoft.graph.user' },
  { id: 'a', displayName: null, mail: undefined, jobTitle: '', groupTypes: [] },
  { id: 'a', 'detectedApps@odata.nextLink': 'https://…' },
])('%j has nothing but its id', (payload) => {
  expect(hasNothingButId(payload)).toBe(true);
});

test.each([
  { id: 'a', displayName: 'Ann' },
  { id: 'a', accountEnabled: false },
  { id: 'a', version: 0 },
  { id: 'a', groupTypes: ['Unified'] },
  { id: 'a', hardwareInformation: {} },
])('%j has something', (payload) => {
  expect(hasNothingButId(payload)).toBe(false);
});
