/** Application permissions that let an app read Intune, least privileged first. https://learn.microsoft.com/graph/permissions-reference */

const readAndWrite = (area: string): readonly string[] => [
  `DeviceManagement${area}.Read.All`,
  `DeviceManagement${area}.ReadWrite.All`,
];

export const readApps = readAndWrite('Apps');
export const readConfiguration = readAndWrite('Configuration');
export const readManagedDevices = readAndWrite('ManagedDevices');

/** Reports are open to whoever may read one of the areas. */
export const readReports: readonly string[] = [
  ...readApps,
  ...readConfiguration,
  ...readManagedDevices,
];

/** What the documentation, other than the service, asks for the creation of an export job. */
export const writeReports: readonly string[] = readReports.filter(
  (permission) => permission.includes('ReadWrite'),
);
