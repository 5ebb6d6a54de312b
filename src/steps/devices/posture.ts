/** How a device came to Intune, and what Intune and its partners think of its safety. */
import { count, flag, known } from '../../model/values';
import type { DeviceDetailsPayload, DevicePayload } from './request';

/** @param details absent when they were not asked for */
export function posture(device: DevicePayload, details?: DeviceDetailsPayload) {
  const hardware = details?.hardwareInformation;
  return {
    isSharedDevice: flag(hardware?.isSharedDevice),
    osEdition: told(hardware?.operatingSystemEdition),
    tpmSpecificationVersion: told(hardware?.tpmSpecificationVersion),
    tpmVersion: told(hardware?.tpmVersion),
    windowsActiveMalwareCount: positive(details?.windowsActiveMalwareCount),
    enrollmentProfileName: told(details?.enrollmentProfileName),
    azureADRegistered: flag(device.azureADRegistered),
    joinType: told(device.joinType),
    deviceEnrollmentType: told(device.deviceEnrollmentType),
    autopilotEnrolled: flag(device.autopilotEnrolled),
    androidSecurityPatchLevel: told(device.androidSecurityPatchLevel),
    securityPatchLevel: told(device.securityPatchLevel),
    partnerReportedThreatState: told(device.partnerReportedThreatState),
    exchangeAccessState: told(device.exchangeAccessState),
  };
}

/** Intune writes 0 of devices that report none, and of those that do not report. */
function positive(value: unknown): number | undefined {
  const number = count(value);
  return number !== undefined && number > 0 ? number : undefined;
}

/** Here, `unknown` and `none` tell nothing. */
function told(value: unknown): string | undefined {
  const text = known(value);
  return text === 'unknown' || text === 'none' ? undefined : text;
}
