import { describeCells } from './describeCells';
import { fallbackCells, refusingService } from './fallbacks';

describeCells('sources other than the first', fallbackCells, {
  emulator: refusingService,
  // So that each device is asked for its applications alone.
  run: { includeAdvancedDeviceDetails: false },
});
