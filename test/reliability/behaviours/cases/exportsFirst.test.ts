/** Exports of statuses are for tenants with more devices than a test can have. */
import { describeCases } from '../describeCases';

jest.mock('../../../../src/steps/limits', () => ({
  ...jest.requireActual<object>('../../../../src/steps/limits'),
  MANY_DEVICES: 100,
}));

describeCases('exportsFirst');
