/** From how many devices on the fleet-wide exports are the better source. */

/** For applications found on devices: an export takes about a minute, a request a device may be throttled hard. */
export const MANY_DEVICES_FOR_APPLICATIONS = 200;

/** For statuses of policies. */
export const MANY_DEVICES = 1_000;
