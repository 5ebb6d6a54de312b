/**
 * The way of a step's objects to JupiterOne. They are gathered by type and handed
 * to the SDK in parts; while the SDK writes them, the step goes on, up to a limit.
 * Millions pass here, on the one thread that all steps share: in between, the
 * others have their turn.
 *
 * Entities whose key is taken are left out. Relationships are not looked up:
 * whoever makes them sees to it that no two are alike, and the SDK fails the
 * step if they are.
 */
import type {
  Entity,
  ExplicitRelationship,
  JobState,
} from '@jupiterone/integration-sdk-core';
import type { GraphClient } from '../graph/client';
import type { HeapGuard } from './heap/guard';
import type { GraphObjectKind, ProgressMeter } from './progress/meter';

type GraphObject = Entity | ExplicitRelationship;

/** Objects of one type that are handed over together: as many as the SDK puts into one file. */
const GATHERED = 500;
/**
 * Objects in one call of the SDK. It makes one text of them to see its size, and
 * V8 has to ask the system for memory for each text above 128 KB.
 */
const PART = 100;
/** Parts that are not written yet. */
const MOST_UNDER_WAY = 8;
/** Objects that are made before others have their turn: answers that arrive, and other steps. */
const A_TURN = 200;

export interface EmissionOptions {
  readonly jobState: Pick<
    JobState,
    'hasKey' | 'addEntities' | 'addRelationships'
  >;
  readonly meter: Pick<ProgressMeter, 'countAdded'>;
  readonly graph: Pick<GraphClient, 'giveWay'>;
  readonly heap: Pick<HeapGuard, 'check'>;
  /** Aborted when the step is over: nothing is handed over then. */
  readonly signal: AbortSignal;
}

export class Emission {
  readonly #options: EmissionOptions;
  readonly #entities = new Map<string, Entity[]>();
  readonly #relationships = new Map<string, ExplicitRelationship[]>();
  readonly #underWay = new Set<Promise<void>>();
  readonly #failures: unknown[] = [];
  #sinceTurn = 0;
  #repeatedEntities = 0;

  constructor(options: EmissionOptions) {
    this.#options = options;
  }

  /** How many were left out because their key was taken; all of them after `flush`. */
  get repeatedEntities(): number {
    return this.#repeatedEntities;
  }

  /**
   * Nothing is sure to be handed over before `flush`.
   *
   * @throws what the SDK refused, also of what was added before
   * @throws IntegrationError when the heap is nearly full: `flush` still hands over what was added
   */
  add(objects: Iterable<GraphObject>): Promise<void> {
    return this.addEach([objects], (all) => all);
  }

  /** The same of objects that are made of items, one item at a time while they are added. */
  async addEach<Item>(
    items: Iterable<Item>,
    objectsOf: (item: Item) => Iterable<GraphObject>,
  ): Promise<void> {
    for (const item of items) {
      let isEmpty = true;
      for (const object of objectsOf(item)) {
        isEmpty = false;
        this.#sinceTurn += 1;
        if (isRelationship(object)) {
          const full = gather(this.#relationships, object);
          if (full) {
            await this.#handOverRelationships(full);
          }
        } else {
          const full = gather(this.#entities, object);
          if (full) {
            await this.#handOverEntities(full);
          }
        }
        if (this.#sinceTurn >= A_TURN) {
          this.#options.heap.check();
          await this.#giveWay();
        }
      }
      // Of a million items that give nothing, each takes its time, too.
      this.#sinceTurn += isEmpty ? 1 : 0;
      if (this.#sinceTurn >= A_TURN) {
        await this.#giveWay();
      }
    }
  }

  /** Hands entities of one type over without gathering them. @returns those whose keys were free */
  addAtOnce(entities: readonly Entity[]): Promise<Entity[]> {
    return this.#handOverEntities(entities);
  }

  /**
   * Hands over the rest, and waits until everything is written.
   *
   * @throws what the SDK refused, also of what was added before
   */
  async flush(): Promise<void> {
    const entities = [...this.#entities.values()];
    const relationships = [...this.#relationships.values()];
    this.#entities.clear();
    this.#relationships.clear();
    try {
      for (const rest of entities) {
        await this.#handOverEntities(rest);
      }
      for (const rest of relationships) {
        await this.#handOverRelationships(rest);
      }
    } finally {
      await Promise.all(this.#underWay);
    }
    this.#throwIfFailed();
  }

  /**
   * Keys are checked here and registered by the SDK without giving way in between:
   * no other step can add the same key meanwhile.
   */
  async #handOverEntities(entities: readonly Entity[]): Promise<Entity[]> {
    const { jobState } = this.#options;
    const seen = new Set<string>();
    const fresh = entities.filter(({ _key }) => {
      const isNew = !seen.has(_key) && !jobState.hasKey(_key);
      seen.add(_key);
      return isNew;
    });
    this.#repeatedEntities += entities.length - fresh.length;
    await this.#write('entities', fresh, (part) => jobState.addEntities(part));
    return fresh;
  }

  #handOverRelationships(relationships: ExplicitRelationship[]): Promise<void> {
    const { jobState } = this.#options;
    return this.#write('relationships', relationships, (part) =>
      jobState.addRelationships(part),
    );
  }

  /** All parts are begun before anybody else has a turn; it is waited only when too many are under way. */
  async #write<Kept extends GraphObject>(
    kind: GraphObjectKind,
    objects: readonly Kept[],
    write: (part: Kept[]) => Promise<unknown>,
  ): Promise<void> {
    this.#options.signal.throwIfAborted();
    for (let start = 0; start < objects.length; start += PART) {
      const part = objects.slice(start, start + PART);
      this.#watch(
        write(part).then(() =>
          this.#options.meter.countAdded(kind, part[0]._type, part.length),
        ),
      );
    }
    while (this.#underWay.size >= MOST_UNDER_WAY) {
      await Promise.race(this.#underWay);
    }
    await this.#giveWay();
  }

  #watch(writing: Promise<void>): void {
    const settled: Promise<void> = writing
      .catch((failure: unknown) => void this.#failures.push(failure))
      .finally(() => this.#underWay.delete(settled));
    this.#underWay.add(settled);
  }

  async #giveWay(): Promise<void> {
    this.#sinceTurn = 0;
    await this.#options.graph.giveWay();
    this.#throwIfFailed();
  }

  /** The first failure fails the next addition, or `flush`. */
  #throwIfFailed(): void {
    if (this.#failures.length > 0) {
      throw this.#failures[0];
    }
  }
}

function isRelationship(object: GraphObject): object is ExplicitRelationship {
  return '_fromEntityKey' in object;
}

/** @returns all that was gathered of the object's type, when it is enough */
function gather<Kept extends { readonly _type: string }>(
  byType: Map<string, Kept[]>,
  object: Kept,
): Kept[] | undefined {
  const { _type } = object;
  const gathered = byType.get(_type);
  if (!gathered) {
    byType.set(_type, [object]);
    return undefined;
  }
  if (gathered.push(object) < GATHERED) {
    return undefined;
  }
  byType.delete(_type);
  return gathered;
}
