/** The order of the steps as a picture, from what each depends on. */
import type { Microsoft365Step } from '../../src/run/defineStep';
import { flowchart, type DiagramGroup } from './mermaid';

export type DrawnStep = Pick<
  Microsoft365Step,
  'id' | 'dependsOn' | 'requiresIntune'
>;

export function stepDiagram(steps: readonly DrawnStep[]): string {
  const groups = [
    group('Every tenant', steps, (step) => !step.requiresIntune),
    group('Tenants with Intune', steps, (step) => step.requiresIntune),
  ];
  const edges = steps.flatMap(({ id, dependsOn = [] }) =>
    dependsOn.map((from) => ({ from, to: id })),
  );
  return flowchart(groups, edges);
}

function group(
  title: string,
  steps: readonly DrawnStep[],
  isMember: (step: DrawnStep) => boolean,
): DiagramGroup {
  const nodes = steps.filter(isMember).map(({ id }) => ({ id, lines: [id] }));
  return { title, nodes };
}
