import { posture } from './posture';

describe('posture', () => {
  it('passes on what Intune tells', () => {
    const device = {
      joinType: 'azureADJoined',
      deviceEnrollmentType: 'windowsAzureADJoin',
      autopilotEnrolled: false,
      androidSecurityPatchLevel: '2025-06-01',
      securityPatchLevel: '2025-06-05',
      partnerReportedThreatState: 'lowSeverity',
      exchangeAccessState: 'blocked',
    } as const;
    expect(posture(device)).toEqual(device);
  });

  it('passes on what only single devices tell', () => {
    const hardwareInformation = {
      isSharedDevice: false,
      operatingSystemEdition: 'Enterprise',
      tpmSpecificationVersion: '2.0, 0, 1.59',
    };
    const device = {} as Parameters<typeof posture>[0];
    const details = { hardwareInformation } as Parameters<typeof posture>[1];
    expect(posture(device, details)).toEqual({
      isSharedDevice: false,
      osEdition: 'Enterprise',
      tpmSpecificationVersion: '2.0, 0, 1.59',
    });
  });

  it.each([
    null,
    '',
    ' ',
    'unknown',
    'none',
    'Unknown',
    'unknownFutureValue',
    5,
  ])('is silent for %j', (value) => {
    const device = {
      joinType: value,
      deviceEnrollmentType: value,
      autopilotEnrolled: value,
      androidSecurityPatchLevel: value,
      securityPatchLevel: value,
      partnerReportedThreatState: value,
      exchangeAccessState: value,
    } as unknown as Parameters<typeof posture>[0];
    expect(posture(device)).toEqual({});
  });
});
