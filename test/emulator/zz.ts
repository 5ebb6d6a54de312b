import { generateTenant } from './index';
import { createIntuneIndex } from './graph/intune/intuneIndex';
import { readExportRequest } from './graph/reports/exportRequest';
import { csvOf } from './graph/reports/csv';
import { zipOf } from './blob/zip';
(async () => {
const x = generateTenant({ size: 'large' });
const i = createIntuneIndex(x);
for (const reportName of ['AppInvRawData','DevicePoliciesComplianceReportV3','DeviceStatusesByConfigurationProfile','OrgDeviceInstallStatus']) {
const r = readExportRequest({ reportName }, []);
const t = performance.now();
const z = await zipOf('a.csv', csvOf(r.output.map(o => o.header), r.report.read(i, r.output, [])));
console.log(reportName, Math.round(performance.now() - t), z.length / 1e6, process.memoryUsage().rss / 1e6);
}})();
