/** What a step's handler gets. */
import type {
  IntegrationInstanceConfig,
  IntegrationStepExecutionContext,
} from '@jupiterone/integration-sdk-core';
import type { GraphClient } from '../graph/client';
import type { Completion } from './completion';
import type { Emission } from './emission';
import type { DataStore } from './handover';
import type { Completeness } from './wholeness/completeness';
import type { ProgressMeter } from './progress/meter';

/** Built once a run, by `loadExecutionConfig`. */
export interface ExecutionConfig {
  readonly graph: GraphClient;
}

/** The configuration fields that steps look at. */
export interface StepConfig extends IntegrationInstanceConfig {
  readonly includeAdvancedDeviceDetails?: boolean;
  /** One of `cloudNames`; undefined is the global cloud. */
  readonly cloud?: string;
  /** Severities of the findings to collect, with commas between them; all when it is empty. */
  readonly vulnerabilitySeverities?: string;
  /** `managed` or `workload`, when there is no secret and no certificate. */
  readonly azureIdentity?: string;
}

export interface StepContext extends Omit<
  IntegrationStepExecutionContext<StepConfig, ExecutionConfig>,
  'jobState'
> {
  /** What earlier steps left behind; objects are added by `emission` only. */
  readonly jobState: DataStore;
  /** Takes what the step emits. Whoever runs the step flushes it. */
  readonly emission: Emission;
  /** The run's client, whose requests are logged with the step's id. */
  readonly graph: GraphClient;
  /** Counts by itself what the step adds and asks; odd items are counted by the step. */
  readonly meter: ProgressMeter;
  /** Gathers what was missing, left out or not checked. */
  readonly completeness: Completeness;
  /** Of all steps of the run. */
  readonly completion: Completion;
}
