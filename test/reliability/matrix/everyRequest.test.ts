import { describeCells } from './describeCells';
import { everyRequestCells } from './everyRequest';

describeCells('any request', everyRequestCells);
