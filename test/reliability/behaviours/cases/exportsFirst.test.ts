/** Exports of statuses are for tenants with more devices than a test can have. */
import { describeCases } from '../describeCases';

jest.mock('../../../../src/run/thresholds', () => ({
  ...jest.requireActual<object>('../../../../src/run/thresholds'),
  MANY_DEVICES: 100,
  MANY_DEVICES_FOR_LISTS: 100,
}));

describeCases('exportsFirst');
