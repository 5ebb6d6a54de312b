import { describeCells } from './describeCells';
import { implausibleCells } from './implausible';

describeCells('lists that cannot be true', implausibleCells);
