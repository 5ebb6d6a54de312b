/** All cells, for the table in docs/reliability.md. */
import { batchCells } from './batchItems';
import type { Cell } from './cell';
import { collectionCells } from './collections';
import { everyRequestCells } from './everyRequest';
import { exportCells } from './exportFaults';
import { fallbackCells } from './fallbacks';
import { implausibleCells } from './implausible';
import { loginCells } from './logins';
import { momentCells } from './moments';
import { vanishingCells } from './vanishing';

export const cellGroups: Readonly<Record<string, readonly Cell[]>> = {
  'any-request': everyRequestCells,
  collections: collectionCells,
  batches: batchCells,
  exports: exportCells,
  fallbacks: fallbackCells,
  logins: loginCells,
  vanishing: vanishingCells,
  moments: momentCells,
  implausible: implausibleCells,
};
