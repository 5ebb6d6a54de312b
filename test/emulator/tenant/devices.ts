/** Generates Entra devices: registered, joined and hybrid-joined computers and phones. */
import type { Device } from '@microsoft/microsoft-graph-types';
import { computerName } from './companyNames';
import { daysAgo, type Seed } from './seed';
import type { Identified } from './tenant';

const models = [
  { os: 'Windows', version: '10.0.22631.3447', make: 'Dell', model: 'XPS 13' },
  { os: 'MacMDM', version: '14.4.1', make: 'Apple', model: 'MacBook Pro' },
  { os: 'IPhone', version: '17.4.1', make: 'Apple', model: 'iPhone 15' },
  { os: 'AndroidForWork', version: '14', make: 'Google', model: 'Pixel 8' },
] as const;

export function generateDevice(seed: Seed, index: number): Identified<Device> {
  const { random } = seed;
  const { os, version, make, model } = random.pick(models);
  const managed = random.chance(0.8);
  return {
    id: random.guid(),
    deletedDateTime: null,
    accountEnabled: random.chance(0.97),
    approximateLastSignInDateTime: daysAgo(random, 0, 60),
    complianceExpirationDateTime: null,
    deviceCategory: null,
    deviceId: random.guid(),
    deviceMetadata: null,
    deviceOwnership: managed ? 'Company' : null,
    deviceVersion: 2,
    displayName:
      os === 'Windows' ? computerName('LT', index) : `${model} ${index + 101}`,
    enrollmentProfileName: null,
    isCompliant: managed ? random.chance(0.85) : null,
    isManaged: managed ? true : null,
    manufacturer: make,
    mdmAppId: managed ? '0000000a-0000-0000-c000-000000000000' : null,
    model,
    onPremisesSyncEnabled: null,
    operatingSystem: os,
    operatingSystemVersion: version,
    profileType: 'RegisteredDevice',
    registrationDateTime: daysAgo(random, 60, 900),
    systemLabels: [],
    trustType: os === 'Windows' ? 'AzureAd' : 'Workplace',
  };
}
