/** Where some policies have short lists, and the others an export. */
import { describeCases } from '../describeCases';

jest.mock('../../../../src/run/thresholds', () => ({
  ...jest.requireActual<object>('../../../../src/run/thresholds'),
  MANY_DEVICES: 100,
}));

describeCases('listsFirst');
