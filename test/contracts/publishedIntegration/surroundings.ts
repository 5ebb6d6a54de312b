/** Steps, ingestion sources, configuration fields and questions of 7.2.1, against ours. */
import { same, type Fates } from './fate';

export const steps: Fates = {
  ...same(
    'account users groups group-members managed-devices managed-applications detected-applications',
  ),
  'compliance-policies-and-findings': {
    renamedTo: ['compliance-policies', 'compliance-findings'],
  },
  'device-configurations-and-findings': {
    renamedTo: ['device-configurations', 'configuration-findings'],
  },
};

/** JupiterOne stores what is switched off by these ids. */
export const ingestionSources: Fates = same(
  'groups devices compliance_policies device_configurations applications',
);

export const configurationFields: Fates = {
  ...same('clientId clientSecret tenant vulnerabilitySeverities'),
  // Of every instance, and not declared.
  enableRawData: { droppedBecause: 'there is no raw data' },
};

export const questions: Fates = same(
  'managed-question-endpoint-intune-detected-application-with-version',
);

/** What ours has and 7.2.1 had not. */
export const added = {
  entities: [] as readonly string[],
  steps: ['group-users', 'user-devices'],
  ingestionSources: [] as readonly string[],
  configurationFields: [
    'clientSecretFile',
    'clientCertificate',
    'clientCertificatePath',
    'azureIdentity',
    'cloud',
    'includeAdvancedDeviceDetails',
  ],
} as const;
