import { batchCells } from './batchItems';
import { describeCells } from './describeCells';

describeCells('requests of a batch', batchCells);
