/** What a step collects, what is asked of Graph for it, and what proves that it is whole. */
import type { RequestDeclaration } from '../graph/request';
import type { StepConfig } from './context';

export type Proof =
  /** Graph's own number of the objects. */
  | 'count'
  /** Graph's own numbers of what each object has, in the same unit. */
  | 'checksum'
  /** Another answer of Graph's that has to agree. */
  | 'second source'
  /** The same request again, after a pause. */
  | 'second reading'
  | 'none';

export interface Dataset {
  /** As the docs name it. */
  readonly what: string;
  readonly proof: Proof;
  /** How it is proved, or why it cannot be. The step's code acts on it; the docs' table is made of it. */
  readonly how: string;
  /** The field of the configuration without which it is not collected. */
  readonly onlyWith?: keyof StepConfig & string;
  /** True when the step fails without it, also where its requests are optional for other steps. */
  readonly isRequired?: boolean;
  /** What is asked for it, and for its proof. */
  readonly requests: readonly RequestDeclaration[];
}

/** The proof of a list that Graph does not count. */
export const READ_AGAIN_WHEN_EMPTY = {
  proof: 'second reading',
  how: 'Graph has no count of them; an empty list is read again',
} as const;
