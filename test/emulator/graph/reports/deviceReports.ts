/** The report about the hardware of all devices: it knows two of the values that a listing leaves out. */
import type { ManagedDevice } from '@microsoft/microsoft-graph-types-beta';
import { defineReport, reportTime, type Column } from './report';

function text(
  name: string,
  property: keyof ManagedDevice,
): Column<ManagedDevice> {
  return { name, value: (device) => String(device[property] ?? '') };
}

/** Ignores the localization: its columns are texts and plain numbers. */
export const devicesWithInventory = defineReport<ManagedDevice>({
  name: 'DevicesWithInventory',
  columns: [
    { ...text('DeviceId', 'id'), isId: true },
    text('DeviceName', 'deviceName'),
    text('ReferenceId', 'azureADDeviceId'),
    text('SerialNumber', 'serialNumber'),
    text('Manufacturer', 'manufacturer'),
    text('Model', 'model'),
    text('OSVersion', 'osVersion'),
    text('IMEI', 'imei'),
    text('MEID', 'meid'),
    text('ICCID', 'iccid'),
    text('EthernetMAC', 'ethernetMacAddress'),
    text('PhoneNumber', 'phoneNumber'),
    {
      name: 'LastContact',
      value: ({ lastSyncDateTime }) => reportTime(lastSyncDateTime),
    },
    {
      name: 'CreatedDate',
      value: ({ enrolledDateTime }) => reportTime(enrolledDateTime),
    },
  ],
  filters: ['DeviceId', 'DeviceName', 'SerialNumber'],
  rows: ({ intune }) => intune.subscription.data.managedDevices,
});
