import {
  undecidedProperties,
  type DecidedResource,
} from './decidingProperties';

const whole: Readonly<Record<DecidedResource, Record<string, unknown>>> = {
  users: { accountEnabled: false },
  groups: { mailEnabled: false, securityEnabled: true },
  devices: {
    complianceState: 'NonCompliant',
    isEncrypted: false,
    managementState: 'managed',
    ownerType: 'unknown',
  },
  managedApplications: { publishingState: 'Published' },
};

const resources = Object.keys(whole) as DecidedResource[];

test.each(resources)('%s with all of them are decided', (resource) => {
  expect(undecidedProperties(resource, whole[resource])).toEqual([]);
});

test.each(resources)('%s: each property is missed by its name', (resource) => {
  const names = Object.keys(whole[resource]);
  expect(undecidedProperties(resource, { id: 'a' })).toEqual(names);
  for (const name of names) {
    for (const value of [null, undefined, '']) {
      const payload = { ...whole[resource], [name]: value };
      expect(undecidedProperties(resource, payload)).toEqual([name]);
    }
  }
});
