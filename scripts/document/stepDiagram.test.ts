import { integrationSteps } from '../../src/steps';
import { stepDiagram } from './stepDiagram';

describe('stepDiagram', () => {
  it('has an edge for each dependency, and a group for steps that need Intune', () => {
    const diagram = stepDiagram([
      { id: 'account', requiresIntune: false },
      { id: 'users', requiresIntune: false, dependsOn: ['account'] },
      { id: 'devices', requiresIntune: true, dependsOn: ['account', 'users'] },
    ]);
    expect(diagram.split('\n').slice(2, -1)).toEqual([
      '  subgraph group0 ["Every tenant"]',
      '    account["account"]',
      '    users["users"]',
      '  end',
      '  subgraph group1 ["Tenants with Intune"]',
      '    devices["devices"]',
      '  end',
      '  account --> users',
      '  account --> devices',
      '  users --> devices',
    ]);
  });

  it('draws every step of the integration', () => {
    const diagram = stepDiagram(integrationSteps);
    const missing = integrationSteps.filter(
      ({ id }) => !diagram.includes(`    ${id}["${id}"]`),
    );
    expect(missing).toEqual([]);
  });
});
