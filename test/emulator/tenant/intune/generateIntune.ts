/** Generates what Intune knows: devices, what was found on them, policies, applications and their states. */
import type { IntuneData } from './intuneData';

export function generateIntune(): IntuneData {
  return {
    managedDevices: [],
    detectedApps: new Map(),
    compliancePolicies: [],
    deviceConfigurations: [],
    configurationPolicies: [],
    groupPolicyConfigurations: [],
    intents: [],
    unlistedPolicies: [],
    policyStatuses: [],
    mobileApps: [],
    installStatuses: [],
  };
}
