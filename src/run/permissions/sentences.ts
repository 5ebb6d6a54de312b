/** The comparison in sentences: for JupiterOne's job log, which has no tables. */
import type {
  LesserPermission,
  NeededPermission,
  PermissionReport,
  SparePermission,
} from './compare';

/** How an identity gets permissions: an app registration in the portal, a managed identity by a script. */
const grantApplication =
  'To grant a permission: Microsoft Entra admin center > App registrations > the application > API permissions > Add a permission > ' +
  'Microsoft Graph > Application permissions, then Grant admin consent ' +
  '(https://learn.microsoft.com/entra/identity-platform/quickstart-configure-app-access-web-apis).';

const grantManagedIdentity =
  'To grant a permission to a managed identity, assign it the app role of Microsoft Graph ' +
  '(https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-assign-app-role-managed-identity).';

/** https://learn.microsoft.com/graph/api/intune-reporting-devicemanagementexportjob-create */
const ABOUT_EXPORTS =
  'Microsoft documents DeviceManagement…ReadWrite.All permissions for report exports. Do not grant them: the run tries exports with what it has, ' +
  'and where they are refused it collects the same data with more requests.';

export interface Wording {
  /** A managed identity has no app registration. */
  readonly isManagedIdentity: boolean;
}

export function describePermissions(
  { missing, broader, lesser, unneeded, triesExports }: PermissionReport,
  { isManagedIdentity }: Wording,
): string {
  const sentences: string[] = [];
  if (missing.length > 0) {
    sentences.push(
      `Not in the token: ${missing.map(describeMissing).join('; ')}.`,
      'The run tries them nevertheless, because directory roles grant what a token does not name.',
    );
  }
  const standIns = lesser.filter(({ insteadOf }) => insteadOf.length > 0);
  if (standIns.length > 0) {
    sentences.push(
      `Not in the token, but a lesser one is: ${standIns.map(describeLesser).join('; ')}.`,
      'The requests are tried with lesser permissions, and properties may be missing: then grant the full ones.',
    );
  }
  sentences.push(
    missing.length + standIns.length === 0
      ? 'The token covers everything that this run asks for.'
      : isManagedIdentity
        ? grantManagedIdentity
        : grantApplication,
  );
  if (triesExports) {
    sentences.push(ABOUT_EXPORTS);
  }
  const writing = [...broader, ...unneeded].filter(({ canWrite }) => canWrite);
  pushNames(sentences, 'It can write, which this run never does', writing);
  pushNames(sentences, 'It allows more than this run needs', broader);
  pushNames(sentences, 'No step of this run needs', unneeded);
  return sentences.join(' ');
}

function describeMissing(permission: NeededPermission): string {
  const { name, alternatives, isRequired, uses, alsoStops } = permission;
  const others =
    alternatives.length > 0 ? ` (or ${alternatives.join(' or ')})` : '';
  const steps = uses.map(
    ({ step, without }) => `${step} (without it: ${without.join('; ')})`,
  );
  const stopped =
    alsoStops.length > 0 ? `, which stops ${alsoStops.join(', ')}, too` : '';
  return `${name}${others}, ${isRequired ? 'required' : 'optional'} for ${steps.join(', ')}${stopped}`;
}

function describeLesser({ name, insteadOf }: LesserPermission): string {
  const full = insteadOf.map(({ name: wanted, isRequired, uses }) => {
    const steps = uses.map(({ step }) => step).join(', ');
    return `${wanted} (${name} is granted), ${isRequired ? 'required' : 'optional'} for ${steps}`;
  });
  return full.join('; ');
}

function pushNames(
  sentences: string[],
  beginning: string,
  permissions: readonly SparePermission[],
): void {
  if (permissions.length > 0) {
    const names = permissions.map(({ name }) => name);
    sentences.push(`${beginning}: ${names.join(', ')}.`);
  }
}
