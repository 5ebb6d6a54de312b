/** Decides when jobs may be posted: one alone while nothing is known of the tenant's exports, and none that would be refused. */
import { Scout } from '../basics/scout';
import {
  afterAcceptance,
  afterRefusal,
  isAccessKnown,
  expectedRefusal,
  emptyMemory,
  type ExportIdentity,
} from './exportMemory';
import { ExportUnavailableError } from './exportRequest';

/** Shared by all views of a client. */
export class ExportGate {
  #memory = emptyMemory;
  readonly #scout = new Scout();

  /** Whether it is known if the application may export. */
  get isAccessKnown(): boolean {
    return isAccessKnown(this.#memory);
  }

  /** Whether the tenant turned out to refuse all exports. */
  get isOff(): boolean {
    return this.#memory.off !== undefined;
  }

  /**
   * @param post ends with an accepted job
   * @throws ExportUnavailableError, without a post where the refusal is known
   */
  run<Job>(
    identity: ExportIdentity,
    post: () => Promise<Job>,
    signal: AbortSignal,
  ): Promise<Job> {
    const isDecided = () =>
      this.isAccessKnown ||
      expectedRefusal(this.#memory, identity) !== undefined;
    return this.#scout.run(isDecided, () => this.#try(identity, post), signal);
  }

  async #try<Job>(
    identity: ExportIdentity,
    post: () => Promise<Job>,
  ): Promise<Job> {
    const refusal = expectedRefusal(this.#memory, identity);
    if (refusal) {
      const { reason, detail } = refusal;
      throw new ExportUnavailableError(identity.reportName, reason, detail);
    }
    try {
      const job = await post();
      this.#memory = afterAcceptance(this.#memory);
      return job;
    } catch (error) {
      this.#remember(identity, error);
      throw error;
    }
  }

  #remember(identity: ExportIdentity, error: unknown): void {
    if (error instanceof ExportUnavailableError) {
      const { reason, detail } = error;
      if (reason === 'forbidden' || reason === 'refused') {
        const refusal = { reason, detail };
        this.#memory = afterRefusal(this.#memory, identity, refusal);
      }
    }
  }
}
