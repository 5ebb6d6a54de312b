/** `/deviceAppManagement/mobileApps`. https://learn.microsoft.com/graph/api/intune-apps-mobileapp-list */
import type { MobileApp } from '@microsoft/microsoft-graph-types-beta';
import type { GraphContext } from '../../context';
import { mobileAppType } from '../../entityTypes/intune';
import { badRequest, GraphError } from '../../errors';
import { projectDerived } from '../../intune/derived';
import { readApps } from '../../intunePermissions';
import { cutTokenPage, intuneListAnswer } from '../../odata/intunePage';
import { readQuery, type QueryOptions } from '../../odata/query';
import { readSelection } from '../../odata/select';
import type { GraphAnswer, GraphCall, Route } from '../../route';
import { intuneRead } from './intuneRead';

const largestPage = 1000;

/** The filter of Microsoft's own portal; its last part is true for everything that is not a managed app. */
const portalFilter =
  "(isAssigned eq true or microsoft.graph.managedApp/appAvailability eq 'lineOfBusiness' or microsoft.graph.managedApp/appAvailability eq null)";

export const mobileAppRoutes: readonly Route[] = [
  {
    ...intuneRead,
    path: '/deviceAppManagement/mobileApps',
    versions: ['beta'],
    permissions: readApps,
    handle: listApps,
  },
];

function listApps(call: GraphCall, context: GraphContext): GraphAnswer {
  const options = readQuery(call, ['$select', '$top', '$skiptoken', '$filter']);
  const selection = readSelection(options, mobileAppType, call.version);
  const apps = filterApps(context.intune.subscription.data.mobileApps, options);
  const page = cutTokenPage(apps, call, options, context, largestPage);
  return intuneListAnswer(call, context, {
    set: 'deviceAppManagement/mobileApps',
    selected: selection.selected,
    // Whatever the page holds.
    count: 0,
    page: {
      nextLink: page.nextLink,
      items: page.items.map((app) =>
        projectDerived(app, selection, mobileAppType, call.version),
      ),
    },
  });
}

function filterApps(apps: readonly MobileApp[], options: QueryOptions) {
  const filter = options.get('$filter');
  if (filter === undefined) return apps;
  if (filter !== portalFilter) {
    throw badRequest(`Invalid filter clause: '${filter}'.`);
  }
  // The filter is slow, and pages of its result that are too large never come.
  if (Number(options.get('$top') ?? 0) > 500) {
    throw new GraphError(500, 'InternalServerError', 'An error has occurred');
  }
  return apps.filter((app) => {
    const availability: unknown = Reflect.get(app, 'appAvailability');
    return app.isAssigned || availability !== 'global';
  });
}
