import { describeCells } from './describeCells';
import { vanishingCells } from './vanishing';

describeCells('what vanishes in the middle', vanishingCells);
