import {
  configurationStatusRequests,
  intentStatesRequest,
  policyStatusRequests,
} from './request';

describe('the requests', () => {
  it.each([
    [policyStatusRequests, 'deviceCompliancePolicies'],
    [configurationStatusRequests, 'deviceConfigurations'],
  ])('%# are those of beta for %s', ({ statuses, overview }, collection) => {
    const path = `/deviceManagement/${collection}/{id}`;
    expect(statuses).toMatchObject({
      version: 'beta',
      path: `${path}/deviceStatuses`,
      // Without it the list ends at 51 rows.
      query: { $top: '999' },
    });
    expect(overview).toMatchObject({
      version: 'beta',
      path: `${path}/deviceStatusOverview`,
    });
  });

  it('of intents have large pages, too', () => {
    expect(intentStatesRequest.query).toMatchObject({ $top: '999' });
  });
});
