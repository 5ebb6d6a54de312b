import * as fc from 'fast-check';
import { anyValue } from '#test/support/anyPayload';
import {
  complianceExports,
  complianceReports,
  configurationExports,
  configurationReports,
} from './stateSources';

const id = '4a3b1d2c-0000-4000-8000-0000000000ab';
const ID = id.toUpperCase();
const [complianceExport] = complianceExports;
const [configurationExport] = configurationExports;

describe('the filters of reports', () => {
  it('name the compliance policy', () => {
    expect(complianceReports.report.filterOf(id)).toBe(`(PolicyId eq '${id}')`);
  });

  it('name the configuration, and all families', () => {
    expect(configurationReports.report.filterOf(id)).toBe(
      "((PolicyBaseTypeName eq 'Microsoft.Management.Services.Api.DeviceConfiguration')" +
        " or (PolicyBaseTypeName eq 'DeviceManagementConfigurationPolicy')" +
        " or (PolicyBaseTypeName eq 'DeviceConfigurationAdmxPolicy')" +
        " or (PolicyBaseTypeName eq 'Microsoft.Management.Services.Api.DeviceManagementIntent'))" +
        ` and (PolicyId eq '${id}')`,
    );
  });
});

describe('the requests', () => {
  it('for compliance are two exports, the newer one first, with the same rows', () => {
    expect(complianceExports.map(({ request }) => request.reportName)).toEqual([
      'DevicePoliciesComplianceReportV3',
      'DevicePoliciesComplianceReport',
    ]);
    const [newer, older] = complianceExports;
    expect(older.rowOf).toBe(newer.rowOf);
    expect(older.request).toEqual({
      ...newer.request,
      reportName: older.request.reportName,
    });
  });

  it.each([
    [complianceExport.request, 'LastContact'],
    [configurationExport.request, 'PspdpuLastModifiedTimeUtc'],
    [complianceReports.report, 'LastContact'],
    [configurationReports.report, 'PspdpuLastModifiedTimeUtc'],
  ])('%# can do without the time of a state', (request, time) => {
    expect(request.columns).not.toContain(time);
    expect(request.optionalColumns).toContain(time);
    expect(request.columns).toContain('PolicyStatus');
  });

  it.each([complianceReports.report, configurationReports.report])(
    '%# for reports are of beta, tell users apart, and ask for an order, which may be refused',
    (report) => {
      expect(report).toMatchObject({ version: 'beta', method: 'POST' });
      expect(report.optionalColumns).toContain('UPN');
      expect(report.orderBy).toEqual(['DeviceName asc']);
    },
  );
});

describe('a row', () => {
  const time = '2026-06-19 20:29:04.0000000';
  const reportedOn = Date.UTC(2026, 5, 19, 20, 29, 4);
  const compliance = (PolicyStatus: unknown, LastContact: unknown) =>
    complianceReports.rowOf({
      PolicyId: ID,
      DeviceId: ID,
      PolicyStatus,
      LastContact,
      UPN: '',
    });
  const configuration = (PolicyStatus: unknown, changed: unknown) =>
    configurationReports.rowOf({
      PolicyId: ID,
      IntuneDeviceId: ID,
      PolicyStatus,
      PspdpuLastModifiedTimeUtc: changed,
      UPN: '',
    });

  it.each([
    [4, 'nonCompliant'],
    ['4', 'nonCompliant'],
    ['nonCompliant', 'nonCompliant'],
    ['Not compliant', 'nonCompliant'],
    ['nonCompliant (4)', 'nonCompliant'],
    [5, 'error'],
    [0, 'unknown'],
  ])('%j is %s, with its time, of ids in one case', (value, status) => {
    const expected = { policyId: id, deviceId: id, status, reportedOn };
    expect(compliance(value, time)).toEqual(expected);
    expect(configuration(value, time)).toEqual(expected);
  });

  it.each([1, 2, 3, 7])(
    'of status %j needs no time: nothing is emitted of it',
    (value) => {
      expect(compliance(value, time).reportedOn).toBeUndefined();
      expect(configuration(value, time).reportedOn).toBeUndefined();
    },
  );

  it.each([undefined, null, '', '0001-01-01 00:00:00'])(
    'without a time (%j) is a state all the same',
    (none) => {
      const expected = { status: 'error', reportedOn: undefined };
      expect(compliance(5, none)).toMatchObject(expected);
      expect(configuration(5, none)).toMatchObject(expected);
    },
  );

  it.each(['great', 99, '', null, {}])(
    'whose status is %j is unreadable, and not unknown',
    (value) => {
      expect(compliance(value, time).status).toBeUndefined();
      expect(configuration(value, time).status).toBeUndefined();
    },
  );

  it('of any values has ids that are texts, and fails at nothing', () => {
    fc.assert(
      fc.property(anyValue, anyValue, anyValue, anyValue, (a, b, c, d) => {
        for (const row of [
          complianceReports.rowOf({
            PolicyId: a,
            DeviceId: b,
            PolicyStatus: c,
            LastContact: d,
            UPN: '',
          }),
          configurationReports.rowOf({
            PolicyId: a,
            IntuneDeviceId: b,
            PolicyStatus: c,
            PspdpuLastModifiedTimeUtc: d,
            UPN: '',
          }),
        ]) {
          expect(row).toMatchObject({
            policyId: expect.any(String) as unknown,
            deviceId: expect.any(String) as unknown,
          });
        }
      }),
    );
  });
});
