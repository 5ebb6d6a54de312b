/**
 * What a step hands over to the steps that depend on it: ids and few properties,
 * never payloads. It lives in the memory of one run and is not in the SDK's cache.
 */
import type { JobState } from '@jupiterone/integration-sdk-core';

/** What a step may do with the job state itself. */
export type DataStore = Pick<JobState, 'getData' | 'setData' | 'deleteData'>;

export interface Handover<Data> {
  save(jobState: DataStore, data: Data): Promise<void>;
  /** `nothing` when the step before saved none. */
  load(jobState: DataStore): Promise<Data>;
}

/** @param key of the data in the job state */
export function defineHandover<Data>(
  key: string,
  nothing: () => Data,
): Handover<Data> {
  return {
    save: (jobState, data) => jobState.setData(key, data),
    load: async (jobState) => (await jobState.getData<Data>(key)) ?? nothing(),
  };
}
