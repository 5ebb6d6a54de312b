import { collectionCells } from './collections';
import { describeCells } from './describeCells';

describeCells('pages of a collection', collectionCells);
