/** All that the page says, before it is written as HTML. */
import type { Comparison } from '../../compare/comparison';
import type { Missing } from '../model/completeness';
import type { Answer } from '../model/answers';
import type { Model } from '../model/model';
import type { Table } from '../model/table';
import type { Run } from '../run';

export interface Report {
  readonly model: Model;
  readonly run: Run;
  readonly missing: Missing;
  readonly answers: readonly Answer[];
  /** With an earlier run. */
  readonly earlier?: Earlier;
  /** Whether names are pseudonyms. */
  readonly isRedacted: boolean;
}

export interface Earlier {
  readonly model: Model;
  readonly run: Run;
  readonly missing: Missing;
  readonly changes: Table;
  /** By type of entity. */
  readonly entities: Comparison;
}
