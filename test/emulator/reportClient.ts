/** Reads the reports that are answered at once, for the emulator's own tests. */
import type { Answer, TestClient } from './testClient';

export interface ReportBody {
  readonly TotalRowCount: number;
  readonly Schema: readonly {
    readonly Column: string;
    readonly PropertyType: string;
  }[];
  readonly Values: readonly (readonly unknown[])[];
  readonly SessionId: string;
}

export type ReportRow = Readonly<Record<string, unknown>>;

/** POST to the action; it is on beta unless the name begins with another version. */
export function askReport(
  client: TestClient,
  name: string,
  body: object,
  version: 'v1.0' | 'beta' = 'beta',
): Promise<Answer> {
  return client.post(`/${version}/deviceManagement/reports/${name}`, body);
}

export async function reportPage(
  client: TestClient,
  name: string,
  body: object,
): Promise<ReportBody> {
  return (await askReport(client, name, body)).json<ReportBody>();
}

/** Asks for each page until it is right: the second time, as far as is known. */
export async function reportRows(
  client: TestClient,
  name: string,
  body: object,
): Promise<ReportRow[]> {
  const rows: ReportRow[] = [];
  for (;;) {
    const asked = { ...body, skip: rows.length };
    await reportPage(client, name, asked);
    const page = await reportPage(client, name, asked);
    rows.push(...rowsOf(page));
    if (page.Values.length === 0 || rows.length >= page.TotalRowCount) {
      return rows;
    }
  }
}

export function rowsOf({ Schema, Values }: ReportBody): ReportRow[] {
  return Values.map((cells) =>
    Object.fromEntries(
      Schema.map(({ Column }, index) => [Column, cells[index]]),
    ),
  );
}

const baseTypes = [
  'Microsoft.Management.Services.Api.DeviceConfiguration',
  'DeviceManagementConfigurationPolicy',
  'DeviceConfigurationAdmxPolicy',
  'Microsoft.Management.Services.Api.DeviceManagementIntent',
  'Microsoft.Management.Services.Api.DeviceCompliancePolicy',
] as const;

/** The filter of getConfigurationPolicyDevicesReport: all families, or those that are named, and one policy. */
export function policyFilter(
  policyId: string,
  types: readonly string[] = baseTypes,
): string {
  const kinds = types.map((type) => `(PolicyBaseTypeName eq '${type}')`);
  return `(${kinds.join(' or ')}) and (PolicyId eq '${policyId}')`;
}
