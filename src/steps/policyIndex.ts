/** What the findings steps need to know of policies and configurations: names by id. */
import type { JobState } from '@jupiterone/integration-sdk-core';

export interface IndexedPolicy {
  readonly id: string;
  readonly name: string;
}

export type PolicyIndex<Policy extends IndexedPolicy = IndexedPolicy> =
  ReadonlyMap<string, Policy>;

export interface PolicyIndexStore<Policy extends IndexedPolicy> {
  save(jobState: JobState, policies: PolicyIndex<Policy>): Promise<void>;
  /** Empty when the step emitted none. */
  load(jobState: JobState): Promise<PolicyIndex<Policy>>;
}

/** @param key of the data in the job state */
export function policyIndexStore<Policy extends IndexedPolicy>(
  key: string,
): PolicyIndexStore<Policy> {
  return {
    save: (jobState, policies) => jobState.setData(key, policies),
    load: async (jobState) =>
      (await jobState.getData<PolicyIndex<Policy>>(key)) ?? new Map(),
  };
}
