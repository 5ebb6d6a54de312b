/** mobileApp -> intune_managed_application */
import type { Entity } from '@jupiterone/integration-sdk-core';
import type { MobileAppPublishingState } from '@microsoft/microsoft-graph-types-beta';
import { closedNames } from '../../model/closedList';
import { timestamp } from '../../model/dates';
import type { Identified } from '../../model/keys';
import { webAddress } from '../../model/network';
import {
  flag,
  graphTypeName,
  present,
  text,
  textOrNull,
} from '../../model/values';
import { byteCount } from '../../model/sizes';
import type { WebLinks } from '../../model/webLinks';
import { createManagedApplicationEntity } from './entity';
import type { ManagedApplicationPayload } from './request';

/** An application with another state counts as not published. */
const readPublishingState = closedNames<MobileAppPublishingState>([
  'notPublished',
  'processing',
  'published',
]);

/** @param links absent: no link */
export function toManagedApplicationEntity(
  application: Identified<ManagedApplicationPayload>,
  links?: WebLinks,
): Entity {
  const name = text(application.displayName) ?? application.id;
  const isFeatured = flag(application.isFeatured);
  const updatedOn = timestamp(application.lastModifiedDateTime);
  return createManagedApplicationEntity({
    _key: application.id,
    id: application.id,
    name: name.toLowerCase(),
    displayName: name,
    description: text(application.description),
    webLink: links?.to('managedApplication', application.id),
    appType: graphTypeName(application['@odata.type']),
    isAssigned: flag(application.isAssigned),
    owner: text(application.owner),
    publisher: textOrNull(application.publisher),
    developer: textOrNull(application.developer),
    notes: present([text(application.notes)]),
    ...kindOf(application),
    productionURL:
      webAddress(application.appUrl) ?? webAddress(application.appStoreUrl),
    isPublished:
      readPublishingState(application.publishingState) === 'published',
    featured: isFeatured,
    isFeatured,
    privacyInformationURL: textOrNull(application.privacyInformationUrl),
    informationURL: textOrNull(application.informationUrl),
    version: versionOf(application),
    committedContentVersion: textOrNull(application.committedContentVersion),
    packageId: textOrNull(application.packageId),
    bundleId: text(application.bundleId),
    sizeInByte: byteCount(application.size),
    createdOn: timestamp(application.createdDateTime),
    updatedOn,
    lastUpdatedOn: updatedOn,
  });
}

/**
 * By the name of the type, for example androidLobApp or managedIOSStoreApp: what an
 * organization uploads itself is "lob", a line of business. Nothing is said of an
 * application without a type.
 */
function kindOf(application: ManagedApplicationPayload) {
  const type = graphTypeName(application['@odata.type'])?.toLowerCase();
  const isBought = type === undefined ? undefined : !type.includes('lob');
  return {
    COTS: isBought,
    external: isBought,
    mobile:
      type === undefined
        ? undefined
        : ['ios', 'android', 'mobile'].some((part) => type.includes(part)),
  };
}

function versionOf(application: ManagedApplicationPayload): string | null {
  return (
    text(application.version) ??
    text(application.displayVersion) ??
    text(application.versionName) ??
    text(application.versionNumber) ??
    text(application.productVersion) ??
    text(application.identityVersion) ??
    textOrNull(application.versionCode)
  );
}
