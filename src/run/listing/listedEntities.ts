/**
 * The handler of a step that needs nothing special: it lists a collection and
 * emits one entity for each item.
 */
import type {
  Entity,
  StepEntityMetadata,
  StepRelationshipMetadata,
} from '@jupiterone/integration-sdk-core';
import type { CountRequest, GraphRequest } from '../../graph/request';
import { accountKey, type Identified } from '../../model/keys';
import { createRelationship } from '../../model/relationships';
import type { WebLinks } from '../../model/webLinks';
import type { StepContext } from '../context';
import { READ_AGAIN_WHEN_EMPTY, type Dataset } from '../dataset';
import type { Handover } from '../handover';
import { webLinksOf } from '../webLinks';
import { listWhole } from './listWhole';

export interface ListedEntities<Payload, Kept = never> {
  /** The items as messages name them: `groups`. */
  readonly what: string;
  readonly request: GraphRequest<Payload>;
  /** What the list is checked against. */
  readonly count?: CountRequest;
  /** Properties that decide something: see `Listing`. */
  readonly deciding?: readonly (keyof Payload & string)[];
  /** Properties that a tenant may refuse: see `Listing`. */
  readonly optional?: readonly (keyof Payload & string)[];
  readonly entity: StepEntityMetadata;
  readonly convert: (item: Identified<Payload>, links: WebLinks) => Entity;
  /** The account's relationship to each entity. */
  readonly ofAccount?: StepRelationshipMetadata;
  /** What later steps need of each item, by its id. */
  readonly handOver?: {
    readonly to: Handover<ReadonlyMap<string, Kept>>;
    readonly keep: (item: Identified<Payload>) => Kept;
  };
}

export function datasetOf<Payload, Kept>({
  what,
  request,
  count,
}: ListedEntities<Payload, Kept>): Dataset {
  return count
    ? {
        what,
        proof: 'count',
        how: `\`${count.path}\``,
        requests: [request, count],
      }
    : { what, ...READ_AGAIN_WHEN_EMPTY, requests: [request] };
}

export async function emitListed<
  Payload extends { readonly id?: string | null },
  Kept,
>(
  context: StepContext,
  declared: ListedEntities<Payload, Kept>,
): Promise<void> {
  const { graph, instance, jobState, emission } = context;
  const { what, request, count, deciding, optional } = declared;
  const { convert, ofAccount, handOver } = declared;
  const kept = new Map<string, Kept>();
  const links = await webLinksOf(context);
  await listWhole<Payload>(context, {
    what,
    request,
    count: count && { read: () => graph.count(count) },
    deciding,
    optional,
    take: async (items) => {
      if (handOver) {
        items.forEach((item) => kept.set(item.id, handOver.keep(item)));
      }
      await emission.addEach(items, (item) =>
        ofAccount
          ? [
              convert(item, links),
              createRelationship(ofAccount, accountKey(instance.id), item.id),
            ]
          : [convert(item, links)],
      );
    },
  });
  await handOver?.to.save(jobState, kept);
}
