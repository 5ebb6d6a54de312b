/** All cells, for the table in docs/reliability-matrix.md. */
import { batchCells } from './batchItems';
import type { Cell } from './cell';
import { collectionCells } from './collections';
import { covering } from './covering';
import { everyRequestCells } from './everyRequest';
import { exportCells } from './exportFaults';
import { fallbackCells } from './fallbacks';
import { implausibleCells } from './implausible';
import { loginCells } from './logins';
import { momentCells } from './moments';
import { seed, shareCells, sharePart } from './shares';
import { vanishingCells } from './vanishing';

export const cellGroups: Readonly<Record<string, readonly Cell[]>> = {
  'any-request': everyRequestCells,
  collections: collectionCells,
  batches: batchCells,
  exports: exportCells,
  fallbacks: fallbackCells,
  logins: loginCells,
  vanishing: vanishingCells,
  shares: shareCells,
  moments: momentCells,
  implausible: implausibleCells,
};

/** What `npm test` runs of all. */
export const cellsInPart: readonly Cell[] = Object.values(cellGroups).flatMap(
  (cells) => (cells === shareCells ? sharePart(seed) : covering(cells)),
);
