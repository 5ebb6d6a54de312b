/** How much of everything the Intune part of a generated tenant has. */

export interface IntuneSize {
  readonly devices: number;
  /** How many of the odd devices and applications to have: all, or those that one meets every day. */
  readonly oddities: 'all' | 'common';
  /** Different detected applications per platform family. */
  readonly catalogue: number;
  readonly appsPerDevice: number;
  readonly compliancePolicies: number;
  /** Of all kinds together. */
  readonly configurations: number;
  /** Statuses of an ordinary policy, at most. */
  readonly statusesPerPolicy: number;
  /** Statuses of one policy that nearly every device has. */
  readonly statusesOfBroadPolicy: number;
  readonly mobileApps: number;
  /** Install rows of an ordinary application, at most. */
  readonly installsPerApp: number;
  /** Install rows of one application that is required everywhere. */
  readonly installsOfRequiredApp: number;
  /** Devices that are in no list any more, but in states of policies and in installations; default: one for each policy and application. */
  readonly deletedDevices?: number;
  /** Whether states and installations are made when they are asked for: millions of them are not held. Default: held. */
  readonly isStreamed?: boolean;
}
