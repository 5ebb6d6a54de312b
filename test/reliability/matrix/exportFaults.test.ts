/** Every tenant has many devices here: exports are the first choice for all that they can give. */
import { describeCells } from './describeCells';
import { exportCells } from './exportFaults';

jest.mock('../../../src/run/thresholds', () => ({
  ...jest.requireActual<object>('../../../src/run/thresholds'),
  MANY_DEVICES_FOR_APPLICATIONS: 5,
  MANY_DEVICES: 5,
  MANY_DEVICES_FOR_LISTS: 5,
}));

describeCells('exports', exportCells);
