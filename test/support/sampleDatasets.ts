import type { RequestDeclaration } from '../../src/graph/request';
import type { Dataset } from '../../src/run/dataset';

/** For steps that tests define: one dataset with these requests. */
export function sampleDatasets(
  requests: readonly RequestDeclaration[],
): readonly Dataset[] {
  return [{ what: 'samples', proof: 'none', how: 'made up', requests }];
}
