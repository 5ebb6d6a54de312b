/** The state of configurations of all kinds, each kind from a source that is complete. */
import { IntegrationWarnEventName } from '@jupiterone/integration-sdk-core';
import { isNotFound } from '../../graph/errors';
import { ExportUnavailableError } from '../../graph/exports/exportRequest';
import { endpointName } from '../../graph/request';
import { timestamp } from '../../model/dates';
import { present, text } from '../../model/values';
import type { StepContext } from '../context';
import type { IndexedConfiguration } from '../deviceConfigurations';
import type { ConfigurationKind } from '../deviceConfigurations/request';
import type { DeviceIndex } from '../devices/deviceIndex';
import { warnUsers } from '../events';
import { refuseExportShortOfReports } from '../exportSample';
import { MANY_DEVICES } from '../limits';
import { refuseAllMissing } from '../missingChildren';
import type { PolicyIndex } from '../policyIndex';
import { firstComplete, IncompleteSourceError } from '../sources';
import {
  findShortPolicies,
  readDeviceStatuses,
  requestsFor,
} from './deviceStatuses';
import { readConfigurationExport } from './exports';
import {
  configurationExport,
  configurationReport,
  configurationStatusRequests,
  intentStatesRequest,
} from './request';
import { readStatus } from './status';
import { StatusTable } from './statusTable';

/** Configurations, and the table that their statuses are complete in. */
export interface ConfigurationReading {
  readonly configurations: readonly IndexedConfiguration[];
  readonly table: StatusTable;
}

export class ConfigurationSources {
  readonly #context: StepContext;
  readonly #devices: DeviceIndex;
  readonly #index: PolicyIndex<IndexedConfiguration>;

  constructor(
    context: StepContext,
    devices: DeviceIndex,
    index: PolicyIndex<IndexedConfiguration>,
  ) {
    this.#context = context;
    this.#devices = devices;
    this.#index = index;
  }

  /** The export is the only source that has all kinds. */
  read(): Promise<ConfigurationReading[]> {
    const fromExport = () => this.#fromExport();
    const fromConfigurations = (failure?: Error) =>
      this.#fromConfigurations(failure);
    const needsExport =
      this.#devices.size > MANY_DEVICES ||
      this.#ofKind('legacy').length < this.#index.size;
    return firstComplete(
      this.#context,
      needsExport
        ? [fromExport, fromConfigurations]
        : [fromConfigurations, fromExport],
    );
  }

  async #fromExport(): Promise<ConfigurationReading[]> {
    const table = await readConfigurationExport(this.#context.graph, () =>
      this.#createTable(),
    );
    const configurations = [...this.#index.values()];
    const { reportName } = configurationExport;
    const assigned = configurations.filter(({ isAssigned }) => isAssigned);
    if (table.isEmpty && this.#devices.size > 0 && assigned.length > 0) {
      throw new ExportUnavailableError(
        reportName,
        'damaged',
        'the file has no rows, though configurations are assigned',
      );
    }
    const short = await this.#findShort(table);
    if (short.length > 0) {
      throw new IncompleteSourceError(reportName, short);
    }
    await this.#checkOthers(table);
    return [{ configurations, table }];
  }

  /** @param failure of the export, when it was tried before */
  async #fromConfigurations(failure?: Error): Promise<ConfigurationReading[]> {
    const exportOnly = this.#ofKind('exportOnly');
    if (exportOnly.length > 0 && failure && !isLasting(failure)) {
      // The next run may get the export: what JupiterOne has is kept until then.
      throw failure;
    }
    const intents = this.#ofKind('intent');
    const readings = [
      {
        configurations: this.#ofKind('legacy'),
        table: await this.#readLegacy(),
      },
      { configurations: intents, table: await this.#readIntents(intents) },
    ];
    this.#warnOfUnreadable(exportOnly.length);
    return readings;
  }

  /** @throws IncompleteSourceError */
  async #readLegacy(): Promise<StatusTable> {
    const table = this.#createTable();
    await readDeviceStatuses(
      this.#context.graph,
      this.#ofKind('legacy'),
      configurationStatusRequests,
      table,
    );
    const short = await this.#findShort(table);
    if (short.length > 0) {
      throw new IncompleteSourceError(
        endpointName(configurationStatusRequests.statuses),
        short,
      );
    }
    return table;
  }

  async #readIntents(
    intents: readonly IndexedConfiguration[],
  ): Promise<StatusTable> {
    const table = this.#createTable();
    let missing = 0;
    const results = this.#context.graph.listMany(
      requestsFor(intents, intentStatesRequest),
      isNotFound,
    );
    for await (const result of results) {
      missing += 'failure' in result ? 1 : 0;
      for (const state of present('items' in result ? result.items : [])) {
        const status = readStatus(state.state);
        if (status) {
          table.add({
            policyId: result.source.id,
            deviceId: text(state.deviceId)?.toLowerCase() ?? '',
            status,
            reportedOn: timestamp(state.lastReportedDateTime),
          });
        }
      }
    }
    refuseAllMissing(intentStatesRequest, missing, intents.length);
    return table;
  }

  #findShort(table: StatusTable) {
    return findShortPolicies(
      this.#context.graph,
      this.#ofKind('legacy'),
      configurationStatusRequests,
      table,
    );
  }

  /** Only the oldest kind has an overview. @throws ExportUnavailableError */
  #checkOthers(table: StatusTable): Promise<void> {
    return refuseExportShortOfReports(
      this.#context,
      configurationExport.reportName,
      [...this.#index.values()]
        .filter(({ kind }) => kind !== 'legacy')
        .map(({ id }) => ({
          exported: table.rowCount(id),
          report: { ...configurationReport, filter: `(PolicyId eq '${id}')` },
        })),
    );
  }

  #createTable(): StatusTable {
    return new StatusTable(this.#devices, this.#index);
  }

  #ofKind(kind: ConfigurationKind): IndexedConfiguration[] {
    return [...this.#index.values()].filter((each) => each.kind === kind);
  }

  #warnOfUnreadable(count: number): void {
    if (count > 0) {
      warnUsers(
        this.#context.logger,
        IntegrationWarnEventName.IncompleteData,
        `The state of ${count} Settings Catalog policies and administrative templates on devices is not collected: ` +
          'only report exports provide it, and this tenant refuses them. The policies themselves are collected.',
      );
    }
  }
}

/** Without another permission, or another Intune, the next run gets no export either. */
function isLasting(failure: Error): boolean {
  return (
    failure instanceof ExportUnavailableError &&
    (failure.reason === 'forbidden' ||
      (failure.reason === 'refused' &&
        /not (yet )?supported/i.test(failure.message)))
  );
}
