/** What a step declares of a list that `listWhole` reads. */
import type { GraphError } from '../../graph/errors/errors';
import type { GraphRequest } from '../../graph/request';
import type { Identified } from '../../model/keys';
import type { AllowanceName } from '../leftOut/allowances';

export interface Listing<Payload> {
  /** What is listed, as messages name it: `users`. */
  readonly what: string;
  readonly request: GraphRequest<Payload>;
  /** The same list by a plainer request: taken when Graph does not give the other one to its end. */
  readonly plain?: {
    readonly request: GraphRequest<Payload>;
    /** After which failures it may be given; default: all that are about the request. */
    readonly helpsAfter?: (failure: GraphError) => boolean;
    /** Tells what is not collected, or that nothing is lost; `isBegun`: some items were listed before. */
    readonly onUse: (failure: GraphError, isBegun: boolean) => void;
  };
  /** How many there are by another answer of Graph's. Without one, only an empty list is doubted. */
  readonly count?: ListCount;
  /**
   * Properties that decide a boolean or a state of an entity; default: none. Graph has
   * a value of each for every object: where it is missing, the answer was not the whole
   * object, and a list in which many objects lack it is in doubt.
   */
  readonly deciding?: readonly (keyof Payload & string)[];
  /** Properties that are left out, with an event, where a tenant or a cloud refuses them; default: none. */
  readonly optional?: readonly (keyof Payload & string)[];
  /** Emits items, each of which it gets once. */
  readonly take: (items: Identified<Payload>[]) => Promise<void>;
}

interface ListCount {
  /** @throws GraphError when Graph does not say */
  readonly read: (listed: ReadonlySet<string>) => Promise<number>;
  /** Default: `counts`. */
  readonly allowance?: AllowanceName;
  /** Whether the list is read again for a single item, too: where pages can lose one. */
  readonly isExact?: boolean;
}
