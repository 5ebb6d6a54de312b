import { createMockJobState } from '@jupiterone/integration-sdk-testing';
import {
  loadDeviceIndex,
  saveDeviceIndex,
  type IndexedDevice,
} from './deviceIndex';

describe('the device index', () => {
  it('comes back as it was saved, in its order', async () => {
    const jobState = createMockJobState();
    const devices: [string, IndexedDevice][] = [
      ['device-2', { type: 'laptop', ownerId: 'ann' }],
      ['device-1', { type: 'server', loggedOnIds: ['ann', 'bob'] }],
    ];
    await saveDeviceIndex(jobState, new Map(devices));
    expect([...(await loadDeviceIndex(jobState))]).toEqual(devices);
  });

  it('is empty when no step saved one', async () => {
    expect((await loadDeviceIndex(createMockJobState())).size).toBe(0);
  });
});
