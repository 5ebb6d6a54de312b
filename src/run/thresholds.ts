/** From how many objects on another way to read is the better one. */

/** Fleet-wide exports of applications found on devices: an export takes about a minute, a request a device may be throttled hard. */
export const MANY_DEVICES_FOR_APPLICATIONS = 200;

/** Fleet-wide exports of states: reports of single policies and configurations would have more than 20 pages each. */
export const MANY_DEVICES = 1_000;

/** Lists of states of single compliance policies come before the export as long as each takes a few pages: they are there at once. */
export const MANY_DEVICES_FOR_LISTS = 3_000;

/**
 * Intune's reports give so many rows a page, whatever they are asked for.
 * https://github.com/microsoftgraph/msgraph-beta-sdk-dotnet/issues/683
 */
export const ROWS_A_REPORT_PAGE = 50;

/** So many pages of reports are posted within one window of their quota: more take longer than an export. */
export const MANY_REPORT_PAGES = 100;

/** Small pages of members: above this many groups, full ones do not fit into one window of the directory's quota, at two resource units each. */
export const MANY_GROUPS = 3_000;
