import { describeCells } from './describeCells';
import { fallbackCells, noExports } from './fallbacks';

describeCells('sources other than exports', fallbackCells, {
  always: [noExports],
});
