import { deviceTypeRows } from './deviceTypes';

test('a row says what it asks for, and that all else may be anything', () => {
  const table = deviceTypeRows([
    { deviceTypes: ['cloudPC', 'other'], type: 'server', isVirtual: true },
    { operatingSystems: ['Windows'], models: ['A', 'B'], type: 'desktop' },
    { type: 'user_endpoint' },
  ]);
  expect(table.split('\n')).toEqual([
    '| `deviceType` | Operating system | Model | `_type` | `_class` |',
    '| --- | --- | --- | --- | --- |',
    '| `cloudPC`, `other` | any | any | `server` | `Host` |',
    '| any | `Windows…` | `A…`, `B…` | `desktop` | `Device`, `Host` |',
    '| any | any | any | `user_endpoint` | `Device`, `Host` |',
  ]);
});
