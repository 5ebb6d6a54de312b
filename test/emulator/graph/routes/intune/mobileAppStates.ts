/** `/users/{id}/mobileAppIntentAndStates/{device}`: all managed applications of one device, for one user. https://learn.microsoft.com/graph/api/intune-troubleshooting-mobileappintentandstate-get */
import type {
  ManagedDevice,
  MobileApp,
  MobileAppIntentAndState,
  MobileAppIntentAndStateDetail,
  ResultantAppState,
} from '@microsoft/microsoft-graph-types-beta';
import type { IdentifiedIntune } from '../../../tenant';
import { zeroGuid } from '../../../tenant/intune/emptyDevice';
import { systemAccount } from '../../../tenant/intune/policyStatuses';
import type { GraphContext } from '../../context';
import { mobileAppIntentAndStateType } from '../../entityTypes/mobileAppIntentAndState';
import { resourceNotFound } from '../../intuneErrors';
import { readManagedDevices } from '../../intunePermissions';
import { readQuery } from '../../odata/query';
import { contextOf, project, readSelection } from '../../odata/select';
import type { GraphAnswer, GraphCall, Route } from '../../route';
import { intuneRead } from './intuneRead';

export const mobileAppStateRoutes: readonly Route[] = [
  {
    ...intuneRead,
    path: '/users/:id/mobileAppIntentAndStates/:deviceId',
    versions: ['beta'],
    permissions: readManagedDevices,
    handle: getStates,
  },
];

function getStates(call: GraphCall, context: GraphContext): GraphAnswer {
  const options = readQuery(call, ['$select']);
  const type = mobileAppIntentAndStateType;
  const selection = readSelection(options, type, call.version);
  const { id: userId = '', deviceId = '' } = call.params;
  const device = context.intune.device(deviceId);
  if (device === undefined) throw resourceNotFound();
  const states = statesFor(userId.toLowerCase(), device, context);
  const { origin } = context;
  const set = `users('${userId}')/mobileAppIntentAndStates`;
  return {
    status: 200,
    body: {
      '@odata.context': contextOf(
        origin,
        call.version,
        set,
        selection,
        '/$entity',
      ),
      ...project(states, selection.properties, type),
    },
  };
}

function statesFor(
  userId: string,
  device: IdentifiedIntune<ManagedDevice>,
  context: GraphContext,
): MobileAppIntentAndState {
  const states =
    userId === zeroGuid
      ? statesOfDevice(device.id, context)
      : statesOfUser(userId, device.id, context);
  const apps = context.intune.subscription.data.mobileApps;
  return {
    id: `${userId}_${device.id}`,
    managedDeviceIdentifier: device.id,
    userId,
    mobileAppList: apps.flatMap((app) => {
      const state = states.get(app.id);
      return state === undefined ? [] : [detailOf(app, state, device)];
    }),
  };
}

/** In the context of the device an application that was brought to a user is not applicable. */
function statesOfDevice(
  deviceId: string,
  { intune }: GraphContext,
): ReadonlyMap<string, ResultantAppState> {
  const installs = intune.installsOfDevice(deviceId);
  const ofSystem = installs.filter(
    ({ userPrincipalName }) => userPrincipalName === systemAccount,
  );
  return new Map([
    ...installs.map(
      ({ applicationId }) => [applicationId, 'notApplicable'] as const,
    ),
    ...ofSystem.map(
      ({ applicationId, installState }) =>
        [applicationId, installState] as const,
    ),
  ]);
}

function statesOfUser(
  userId: string,
  deviceId: string,
  { intune, tenant, directory }: GraphContext,
): ReadonlyMap<string, ResultantAppState> {
  const user = directory.find('user', userId);
  const isDeleted = tenant.deletedUsers.some(({ id }) => id === userId);
  if (user === undefined || isDeleted) throw resourceNotFound();
  const name: unknown = Reflect.get(user, 'userPrincipalName');
  const installs = intune
    .installsOfDevice(deviceId)
    .filter(({ userPrincipalName }) => userPrincipalName === name);
  return new Map(
    installs.map(({ applicationId, installState }) => [
      applicationId,
      installState,
    ]),
  );
}

function detailOf(
  app: IdentifiedIntune<MobileApp>,
  installState: ResultantAppState,
  { deviceType }: ManagedDevice,
): MobileAppIntentAndStateDetail {
  const version: unknown = Reflect.get(app, 'displayVersion');
  return {
    applicationId: app.id,
    displayName: app.displayName,
    mobileAppIntent: app.isAssigned ? 'requiredInstall' : 'notAvailable',
    // Of the application, not of what is installed.
    displayVersion: typeof version === 'string' ? version : null,
    installState,
    supportedDeviceTypes: [
      {
        type: deviceType ?? undefined,
        minimumOperatingSystemVersion: null,
        maximumOperatingSystemVersion: null,
      },
    ],
  };
}
