import { describeCells } from './describeCells';
import { momentCells } from './moments';

describeCells('what is gone in a moment', momentCells);
