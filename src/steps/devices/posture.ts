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
    deviceGuardVirtualizationBasedSecurityState: told(
      hardware?.deviceGuardVirtualizationBasedSecurityState,
    ),
    deviceGuardVirtualizationBasedSecurityHardwareRequirementState: told(
      hardware?.deviceGuardVirtualizationBasedSecurityHardwareRequirementState,
    ),
    deviceGuardLocalSystemAuthorityCredentialGuardState: told(
      hardware?.deviceGuardLocalSystemAuthorityCredentialGuardState,
    ),
    windowsActiveMalwareCount: count(details?.windowsActiveMalwareCount),
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

/** Here, `unknown` and `none` tell nothing. */
function told(value: unknown): string | undefined {
  const text = known(value);
  return text === 'unknown' || text === 'none' ? undefined : text;
}
