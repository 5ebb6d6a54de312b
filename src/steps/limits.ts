/** From how many objects on another way to read is the better one. */

/** Fleet-wide exports of applications found on devices: an export takes about a minute, a request a device may be throttled hard. */
export const MANY_DEVICES_FOR_APPLICATIONS = 200;

/** Fleet-wide exports of statuses of policies. */
export const MANY_DEVICES = 1_000;

/** Small pages of members: above this many groups, full ones do not fit into one window of the directory's quota, at two resource units each. */
export const MANY_GROUPS = 3_000;
