/** Which sources are complete in a world, by what is known of them; nothing of src is used here. */
import type { Doubt, World } from './doubts';
import type { PolicyFacts } from './tenantFacts';

/** A page of a report. */
const REPORT_PAGE = 50;

/** Where the list of the applications of a device ends. One of as many may be cut off, or not. */
const DETECTED_APPS_BEFORE_CUT = 50;

export type ExportDoubt = Extract<Doubt, `export of ${string}`>;

/** `unsure`: pages that repeat rows leave out others, and nobody knows which do. */
export type Completeness = 'whole' | 'unsure' | 'none';

export class Sources {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** Whether an export comes in the end, and can be read. */
  hasExport(doubt: ExportDoubt): boolean {
    const isReadable =
      !this.#lacksStates || !/compliance|configurations/.test(doubt);
    // There is an older export of compliance for tenants that do not have this one.
    const hasTwin = doubt === 'export of compliance';
    const good = ['given', 'stuck once'];
    const twinGood = ['unsupported', 'needs a filter'];
    return (
      isReadable &&
      this.#world['export permission'] === 'read' &&
      (good.includes(this.#world[doubt]) ||
        (hasTwin && twinGood.includes(this.#world[doubt])))
    );
  }

  /** Whether applications are complete from the devices: Intune's counts prove it. */
  get hasInstallsByDevice(): boolean {
    return this.#world['summary of installations'] === 'given';
  }

  /** Whether the report of one policy gives all of its rows. */
  report(
    doubt: 'report of compliance' | 'report of configurations',
    { kind, rows }: PolicyFacts,
  ): Completeness {
    const isAbsent =
      kind === 'intent' && this.#world['intents in reports'] === 'absent';
    return this.#lacksStates || isAbsent || this.#world[doubt] !== 'given'
      ? 'none'
      : this.#pages(rows, this.#world['accepted orders'] === 'every');
  }

  /** Whether the report of one application gives all of its rows. */
  installReport(rows: number): Completeness {
    return this.#world['report of installations'] === 'given'
      ? this.#pages(rows, this.#world['accepted orders'] !== 'none')
      : 'none';
  }

  /** `deviceStatuses` and `deviceStates`; what has as many rows as a list shows may have more. */
  hasList({ rows }: PolicyFacts): boolean {
    const isShort = rows < this.#rowsBeforeCut;
    return isShort || this.#world['lists of statuses are cut'] !== 'always';
  }

  /** Whether the applications of a device are to be had from the device itself. */
  hasDevice(applications: number): boolean {
    return (
      this.#world['expanded detected applications'] === 'whole' ||
      this.#world['list of detected applications'] === 'pages' ||
      applications < DETECTED_APPS_BEFORE_CUT
    );
  }

  get #lacksStates(): boolean {
    return this.#world['missing columns'] === 'PolicyStatus';
  }

  get #rowsBeforeCut(): number {
    const where = this.#world['where lists of statuses are cut'];
    return where === 'after 5 rows' ? 5 : 51;
  }

  /** One page repeats nothing, and what repeats rows once only is read again. */
  #pages(rows: number, isOrdered: boolean): Completeness {
    const isWhole =
      isOrdered ||
      rows <= REPORT_PAGE ||
      this.#world['repeated rows'] !== 'always';
    return isWhole ? 'whole' : 'unsure';
  }
}
