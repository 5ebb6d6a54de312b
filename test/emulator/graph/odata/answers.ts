/** The two shapes that most routes answer in: a page of a list, and a single object. */
import type { GraphContext } from '../context';
import { notYetSupported } from '../errors';
import type { GraphAnswer, GraphCall } from '../route';
import type { EntityType } from './entityType';
import { cutPage } from './page';
import type { QueryOptions } from './query';
import { contextOf, project, type Selection } from './select';

export interface List {
  /** Name of the entity set, `users`. */
  readonly set: string;
  readonly type: EntityType;
  readonly items: readonly object[];
  readonly options: QueryOptions;
  readonly selection: Selection;
  readonly largestPage?: number;
}

export function listAnswer(
  call: GraphCall,
  context: GraphContext,
  { set, type, items, options, selection, largestPage }: List,
): GraphAnswer {
  const page = cutPage(items, call, options, context, largestPage);
  return {
    status: 200,
    body: {
      '@odata.context': contextOf(context.origin, call.version, set, selection),
      '@odata.nextLink': page.nextLink,
      value: page.items.map((item) =>
        project(item, selection.properties, type),
      ),
    },
  };
}

export interface Entity {
  readonly set: string;
  readonly type: EntityType;
  readonly item: object;
  readonly selection: Selection;
}

export function entityAnswer(
  call: GraphCall,
  { origin }: GraphContext,
  { set, type, item, selection }: Entity,
): GraphAnswer {
  const metadata = contextOf(origin, call.version, set, selection, '/$entity');
  return {
    status: 200,
    body: {
      '@odata.context': metadata,
      ...project(item, selection.properties, type),
    },
  };
}

/** Some properties are kept by another service, which a listing does not ask. */
export function refuseUnlistable(
  { properties }: Selection,
  onlyOnSingle: readonly string[],
): void {
  if (properties.some((property) => onlyOnSingle.includes(property))) {
    throw notYetSupported();
  }
}
