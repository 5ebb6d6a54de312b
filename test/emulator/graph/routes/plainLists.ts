/** How the lists of `plainLists.ts` answer. */
import type { GraphContext } from '../context';
import { badRequest, notEmulated } from '../errors';
import { shownPolicies } from '../intune/betaTypes';
import { projectDerived } from '../intune/derived';
import { listAnswer, refuseUnlistable } from '../odata/answers';
import {
  cutCosmosPage,
  cutTokenPage,
  intuneListAnswer,
} from '../odata/intunePage';
import { readQuery } from '../odata/query';
import { readSelection } from '../odata/select';
import { plainLists, type PlainList } from '../plainLists';
import type { GraphAnswer, GraphCall, Route } from '../route';

const largestIntunePage = 1000;
/** `$top=100` was recorded; that more of them come on one page, nobody has shown. */
const cosmosPages = { usual: 25, largest: 100 } as const;

export const plainListRoutes: readonly Route[] = plainLists.map((list) => {
  const { path, versions, permissions, admit } = list;
  const service = list.service === 'intuneCosmos' ? 'intune' : list.service;
  const answer = service === 'intune' ? intuneList : directoryList;
  return {
    ...{ method: 'GET', path, versions, permissions, service },
    handle: (call, context) => {
      admit?.(call, context);
      return answer(list, call, context);
    },
  };
});

function directoryList(
  { path, type, items, unlistable = [], filters = {} }: PlainList,
  call: GraphCall,
  context: GraphContext,
): GraphAnswer {
  const options = readQuery(call, [
    ...(['$select', '$top', '$skiptoken'] as const),
    ...(Object.keys(filters).length > 0 ? (['$filter'] as const) : []),
  ]);
  const filter = options.get('$filter');
  const keeps = filter === undefined ? () => true : filters[filter];
  if (!keeps) throw notEmulated(`the filter ${filter}`);
  const selection = readSelection(options, type, call.version);
  refuseUnlistable(selection, unlistable);
  return listAnswer(call, context, {
    set: path.slice(1),
    type,
    items: filter === undefined ? items(context) : items(context).filter(keeps),
    options,
    selection,
  });
}

function intuneList(
  { path, service, type, items, base, refusesSelect }: PlainList,
  call: GraphCall,
  context: GraphContext,
): GraphAnswer {
  const options = readQuery(call, ['$select', '$top', '$skiptoken']);
  if (options.has('$select') && refusesSelect?.(context)) {
    throw badRequest("The query parameter '$select' is not supported.");
  }
  const selection = readSelection(options, type, call.version);
  const all = items(context);
  const shown = base ? shownPolicies(all, call, context, base, type) : all;
  // Kept in a database of its own, with small pages.
  const inCosmos = service === 'intuneCosmos';
  const page = inCosmos
    ? cutCosmosPage(shown, call, options, context, cosmosPages)
    : cutTokenPage(shown, call, options, context, largestIntunePage);
  return intuneListAnswer(call, context, {
    set: path.slice(1),
    selected: selection.selected,
    // Of the page, not of the list.
    count: inCosmos ? page.items.length : undefined,
    page: {
      nextLink: page.nextLink,
      items: page.items.map((item) =>
        projectDerived(item, selection, type, call.version),
      ),
    },
  });
}
