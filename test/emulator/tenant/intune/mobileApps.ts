/** Generates the applications that Intune distributes, of every type. */
import type {
  AndroidLobApp,
  AndroidManagedStoreApp,
  IosVppApp,
  ManagedAppAvailability,
  MobileApp,
  MobileAppPublishingState,
  Win32LobApp,
} from '@microsoft/microsoft-graph-types-beta';
import { managedAppNames, managedAppPublisher, nameAt } from '../companyNames';
import type { Random } from '../random';
import type { Seed } from '../seed';
import type { Polymorphic } from './intuneData';
import type { IntuneSize } from './intuneSize';
import { preciseTime } from './managedDevice';

/** Microsoft's own lines of business and store applications that Intune protects rather than installs. */
const availabilities: Readonly<Record<string, ManagedAppAvailability>> = {
  managedIOSStoreApp: 'global',
  managedAndroidStoreApp: 'global',
  managedIOSLobApp: 'lineOfBusiness',
  managedAndroidLobApp: 'lineOfBusiness',
};

/** The everyday ones first: a small tenant has only these. */
const types = [
  'win32LobApp',
  'iosVppApp',
  'winGetApp',
  'managedIOSStoreApp',
  'macOSLobApp',
  'officeSuiteApp',
  'androidManagedStoreApp',
  'webApp',
  'managedIOSLobApp',
  'iosStoreApp',
  'managedAndroidStoreApp',
  'managedAndroidLobApp',
  'androidForWorkApp',
  'androidManagedStoreWebApp',
  'androidStoreApp',
  'androidLobApp',
  'iosiPadOSWebClip',
  'iosLobApp',
  'macOSMicrosoftDefenderApp',
  'macOSMicrosoftEdgeApp',
  'macOSOfficeSuiteApp',
  'macOsVppApp',
  'macOSWebClip',
  'macOSDmgApp',
  'macOSPkgApp',
  'microsoftStoreForBusinessApp',
  'win32CatalogApp',
  'windowsAppX',
  'windowsMobileMSI',
  'windowsMicrosoftEdgeApp',
  'windowsPhone81AppX',
  'windowsPhone81AppXBundle',
  'windowsPhone81StoreApp',
  'windowsPhoneXAP',
  'windowsStoreApp',
  'windowsUniversalAppX',
  'windowsWebApp',
] as const;

const publishingStates = [
  'published',
  'published',
  'published',
  'processing',
  'notPublished',
] as const satisfies readonly MobileAppPublishingState[];

export function generateMobileApps(
  seed: Seed,
  { mobileApps }: IntuneSize,
): Polymorphic<MobileApp>[] {
  return Array.from({ length: mobileApps }, (_, index) =>
    mobileApp(seed, index),
  );
}

function mobileApp({ random }: Seed, index: number): Polymorphic<MobileApp> {
  const type = types[index % types.length];
  const displayName = nameAt(managedAppNames, index, 'version');
  return {
    '@odata.type': `#microsoft.graph.${type}`,
    id: random.guid(),
    createdDateTime: preciseTime(random, 200, 900),
    dependentAppCount: 0,
    description: index % 2 === 0 ? '' : 'Needed for work.',
    developer: index % 3 === 0 ? 'Contoso Apps Team' : '',
    // The second and the third are namesakes: the same product for two platforms.
    displayName,
    informationUrl: index % 4 === 0 ? 'https://www.contoso.com/apps' : null,
    isAssigned: index % 5 !== 3,
    isFeatured: index % 7 === 0,
    largeIcon: null,
    lastModifiedDateTime: preciseTime(random, 1, 200),
    notes: notes[index % notes.length],
    owner: index % 3 === 1 ? null : 'IT',
    privacyInformationUrl:
      index % 5 === 0 ? 'https://www.contoso.com/privacy' : null,
    publisher: publisherOf(random, displayName, index),
    publishingState: publishingStates[index % publishingStates.length],
    roleScopeTagIds: ['0'],
    supersededAppCount: 0,
    supersedingAppCount: 0,
    uploadState: 1,
    ...(type in availabilities && {
      appAvailability: availabilities[type],
      version: '1.0',
    }),
    ...(type === 'win32LobApp' && uploaded),
    ...(type === 'androidManagedStoreApp' && fromPlayStore),
    ...(type === 'androidLobApp' && versioned),
    ...(type === 'iosVppApp' && forApple),
    // Nothing was uploaded yet.
    ...(type === 'macOSLobApp' && { bundleId: '', size: 0 }),
    ...addresses[type],
  };
}

const uploaded = {
  displayVersion: '2.5.0',
  committedContentVersion: '3',
  size: 52_428_800,
} as const satisfies Win32LobApp;

const fromPlayStore = {
  packageId: 'com.contoso.app',
} as const satisfies AndroidManagedStoreApp;

const forApple = {
  bundleId: 'com.contoso.app.ios',
} as const satisfies IosVppApp;

const versioned = {
  versionName: '',
  versionCode: '300',
} as const satisfies AndroidLobApp;

const notes = [null, '', 'Ask the service desk.'] as const;

const appStore = 'https://apps.apple.com/app/id462054704';

/** Where users find an application; one is no address. */
const addresses: Readonly<
  Record<string, { readonly appUrl?: string; readonly appStoreUrl?: string }>
> = {
  webApp: { appUrl: 'https://portal.contoso.com/start?from=intune#top' },
  windowsWebApp: { appUrl: 'portal of contoso' },
  iosStoreApp: { appStoreUrl: appStore },
  managedIOSStoreApp: { appStoreUrl: appStore },
  androidManagedStoreApp: {
    appStoreUrl:
      'https://play.google.com/store/apps/details?id=com.contoso.app',
  },
};

/** It was drawn once: without the draw all that follows would change. */
function publisherOf(random: Random, displayName: string, index: number) {
  if (index % 4 === 2) return null;
  random.next();
  return managedAppPublisher(displayName);
}
