/**
 * Where tenants differ, or nobody has seen what Graph does. The defaults are
 * the most probable behaviour; each option is the other side of a doubt, so
 * that both sides can be run. Each one is tested beside the code that obeys it,
 * where its source is named.
 */

/**
 * The members of a hidden group without Member.Read.Hidden. The documentation says that the permission is needed, not
 * what happens without it, so a client must cope with both.
 * https://learn.microsoft.com/graph/api/group-list-members#permissions
 */
export type HiddenMembership = 'empty' | 'forbidden';

/**
 * Who may create an export job: who reads, who may write, or nobody. Microsoft documents a ReadWrite permission; the
 * service's own refusal names Read permissions as enough.
 */
export type ExportPermission = 'read' | 'readWrite' | 'nobody';

/** Policies of types that only beta has, on v1.0 lists: left out, sent without their type, or some of each. */
export type BetaTypesOnV1 = 'hidden' | 'untyped' | 'mixed';

/** Which lists end early without a next link. */
export type Cut = 'withoutTop' | 'always' | 'never';

/** What `deviceStatusOverview` and `deviceStateSummary` count: nobody has published it; they are said to be about devices. */
export type OverviewUnit = 'devices' | 'rows';

/** Whether it goes on counting devices that have left: it is known to lag, nobody has published by how much. */
export type OverviewAge = 'current' | 'stale';

/**
 * Devices in `notApplicablePlatformCount`, which nobody has published with rows beside it: none; those whose rows are not
 * applicable; or others, which have no rows.
 */
export type OtherPlatforms = 'uncounted' | 'withRows' | 'withoutRows';

/** Where the states of the catalog's compliance policies (Linux) are to be had: nobody has published that. */
export type CatalogComplianceStates =
  'everywhere' | 'exports' | 'reports' | 'nowhere';

/** Which names the installation report of one application answers to. */
export type InstallReport = 'successor' | 'both' | 'old';

/**
 * In which form the successor's name is taken. OData takes both; public callers in production write the qualified one,
 * `microsoft.graph.retrieveDeviceAppInstallationStatusReport`.
 */
export type InstallReportForm = 'both' | 'qualified' | 'unqualified';

/** Which `orderBy` a report accepts; the others are answered with 400. */
export type ReportOrder = 'known' | 'every' | 'none';

/** Reports without an accepted order repeat rows on some pages, and leave out as many. */
export type ReportRepeats =
  /** The first time that the page is asked for. */
  | 'once'
  /** However often. */
  | 'always'
  | 'never';

/** How closed lists of values (`PolicyStatus`, `InstallState`) are written in exports and reports. */
export type StateForm = 'number' | 'name' | 'nameAndNumber';

export type IdCase = 'lower' | 'upper' | 'mixed';

/** Why a report action or an export is refused. */
export type ReportRefusal = 'forbidden' | 'unsupported' | 'needsFilter';

export interface ServiceBehaviour {
  readonly hiddenMembership: HiddenMembership;
  readonly exportPermission: ExportPermission;
  /** Exports that are refused whatever the permission, by the name of the report. */
  readonly refusedExports: Readonly<Record<string, ReportRefusal | undefined>>;
  /** Report actions that are refused, by their name: `getConfigurationPolicyDevicesReport`. */
  readonly refusedReports: Readonly<Record<string, ReportRefusal | undefined>>;
  readonly betaTypesOnV1: BetaTypesOnV1;
  /** `deviceStatuses` and `deviceStates`, at `statusesBeforeCut` rows. */
  readonly deviceStatusesCut: Cut;
  readonly statusesBeforeCut: number;
  readonly overviewUnit: OverviewUnit;
  readonly overviewAge: OverviewAge;
  readonly otherPlatforms: OtherPlatforms;
  readonly catalogComplianceStates: CatalogComplianceStates;
  /** Whether beta's `compliancePolicies` refuses `$select`: nobody has published a call with it. */
  readonly catalogPoliciesRefuseSelect: boolean;
  /** Whether report actions have rows of intents: callers name their type in the filter, no such row was published. */
  readonly intentsInPolicyReports: boolean;
  /** `managedDevices/{id}/detectedApps` stops at 50 without a next link, whatever `$top` says; or it has pages. */
  readonly detectedAppsList: 'cut' | 'pages';
  /** `$expand=detectedApps` of a single beta device. Only the first was seen. */
  readonly expandedDetectedApps: 'whole' | 'refused' | 'empty';
  readonly installReport: InstallReport;
  readonly installReportForm: InstallReportForm;
  readonly reportOrder: ReportOrder;
  readonly reportRepeats: ReportRepeats;
  /** Whether reports come as `{value: <base64>}` instead of JSON. */
  readonly base64Reports: boolean;
  readonly stateForm: StateForm;
  /** Ids in exports and reports. */
  readonly reportedIdCase: 'lower' | 'upper';
  /** GUIDs in lists and single objects, inside batches too; mixed: every second one in upper case, which nobody has published. */
  readonly idCase: IdCase;
  /** Columns of exports: as documented, or in another case (`DeviceID`). */
  readonly exportHeaderCase: 'documented' | 'other';
  /** Columns that exports and reports do not have here: `PspdpuLastModifiedTimeUtc`. */
  readonly missingColumns: readonly string[];
  /** Names in `$select` that are refused, of whatever type: a cloud may not know them yet. */
  readonly refusedFields: readonly string[];
  /** Whether such a refusal names the property, as OData's own does. */
  readonly namesRefusedField: boolean;
  /** Pages of users with `signInActivity`. */
  readonly signInLimit: '5 per 10 s' | '10 per minute';
  /**
   * Items a page at most, by path below the version; default: as many as Graph gives. Graph may always give fewer than
   * it is asked for: https://learn.microsoft.com/graph/paging
   */
  readonly largestPage?: (path: string) => number | undefined;
}

export const probableBehaviour: ServiceBehaviour = {
  hiddenMembership: 'empty',
  exportPermission: 'read',
  refusedExports: { OrgDeviceInstallStatus: undefined },
  refusedReports: {},
  betaTypesOnV1: 'hidden',
  deviceStatusesCut: 'withoutTop',
  statusesBeforeCut: 51,
  overviewUnit: 'devices',
  overviewAge: 'current',
  otherPlatforms: 'uncounted',
  catalogComplianceStates: 'everywhere',
  catalogPoliciesRefuseSelect: false,
  intentsInPolicyReports: true,
  detectedAppsList: 'cut',
  expandedDetectedApps: 'whole',
  installReport: 'successor',
  installReportForm: 'both',
  reportOrder: 'known',
  reportRepeats: 'once',
  base64Reports: false,
  stateForm: 'number',
  reportedIdCase: 'lower',
  idCase: 'lower',
  exportHeaderCase: 'documented',
  missingColumns: [],
  refusedFields: [],
  namesRefusedField: true,
  signInLimit: '5 per 10 s',
};
