/**
 * Names as administrators give them. They follow from an index, so that nothing
 * more is drawn from the random source than before.
 */

/** The first names of a list are those that a small tenant has; a large one gets numbered ones, too. */
export function nameAt(
  names: readonly string[],
  index: number,
  more = 'ring',
): string {
  const round = Math.floor(index / names.length);
  const name = names[index % names.length];
  return round === 0 ? name : `${name} (${more} ${round + 1})`;
}

export const departments = [
  ...['Engineering', 'Sales', 'Marketing', 'Finance', 'Human Resources'],
  ...['IT', 'Legal', 'Customer Support', 'Operations', 'Product Management'],
  ...['Procurement', 'Research', 'Facilities', 'Quality', 'Security'],
] as const;

export const jobTitles = [
  ...['Software Engineer', 'Senior Software Engineer', 'Account Executive'],
  ...['Product Manager', 'Financial Analyst', 'HR Business Partner'],
  ...['Support Specialist', 'Systems Administrator', 'Legal Counsel'],
  ...['Marketing Manager', 'Data Analyst', 'Buyer', 'Office Manager'],
  ...['Security Analyst', 'Team Lead', 'Project Manager', 'Controller'],
  ...['Solution Architect', 'Quality Engineer', 'Head of Sales', 'Recruiter'],
] as const;

/** Where the offices are, and how the names of devices begin there. */
const offices = {
  LON: 'London',
  NYC: 'New York',
  BER: 'Berlin',
  PAR: 'Paris',
  TYO: 'Tokyo',
  SEA: 'Seattle',
  MUC: 'Munich',
  AMS: 'Amsterdam',
} as const;

const officeCodes = Object.keys(offices);

export const cities = Object.values(offices);

/** Such as `LON-LT-0412`. The stride keeps neighbors from being of one office and model. */
export function computerName(prefix: string, index: number): string {
  const office = officeCodes[(index * 3) % officeCodes.length];
  return `${office}-${prefix}-${String(index + 101).padStart(4, '0')}`;
}

/** Products that exist for computers and phones, with who makes them. */
const publishers: Readonly<Record<string, string>> = {
  'Google Chrome': 'Google LLC',
  'Microsoft Teams': 'Microsoft Corporation',
  'Zoom Workplace': 'Zoom Communications, Inc.',
  Slack: 'Slack Technologies, LLC',
  'Mozilla Firefox': 'Mozilla',
  'Microsoft Edge': 'Microsoft Corporation',
  'Adobe Acrobat Reader': 'Adobe Inc.',
  '1Password': 'AgileBits Inc.',
  'Cisco Secure Client': 'Cisco Systems, Inc.',
  'Microsoft OneDrive': 'Microsoft Corporation',
  'VLC media player': 'VideoLAN',
  'Microsoft Outlook': 'Microsoft Corporation',
  Spotify: 'Spotify AB',
  TeamViewer: 'TeamViewer Germany GmbH',
  Dropbox: 'Dropbox, Inc.',
  'Microsoft Defender': 'Microsoft Corporation',
  Notion: 'Notion Labs, Inc.',
  'GlobalProtect VPN': 'Palo Alto Networks',
  AnyDesk: 'AnyDesk Software GmbH',
  Webex: 'Cisco Systems, Inc.',
  'Citrix Workspace': 'Citrix Systems, Inc.',
  Bitwarden: 'Bitwarden Inc.',
  'Microsoft OneNote': 'Microsoft Corporation',
  'Okta Verify': 'Okta, Inc.',
  Signal: 'Signal Messenger, LLC',
  Figma: 'Figma, Inc.',
  Miro: 'RealtimeBoard Inc.',
  Asana: 'Asana, Inc.',
  'WhatsApp Desktop': 'WhatsApp LLC',
  'Adobe Creative Cloud': 'Adobe Inc.',
  'Microsoft To Do': 'Microsoft Corporation',
  'OpenVPN Connect': 'OpenVPN Inc.',
  Grammarly: 'Grammarly, Inc.',
  Trello: 'Atlassian',
  'Power BI': 'Microsoft Corporation',
  Evernote: 'Evernote Corporation',
  'Tableau Reader': 'Tableau Software, LLC',
  LastPass: 'LastPass US LP',
  Telegram: 'Telegram FZ-LLC',
  KeePassXC: 'KeePassXC Team',
  'Remote Desktop': 'Microsoft Corporation',
  'SAP Fiori Client': 'SAP SE',
  'Visual Studio Code': 'Microsoft Corporation',
  'Docker Desktop': 'Docker Inc.',
  Postman: 'Postman, Inc.',
  'Sublime Text': 'Sublime HQ Pty Ltd',
  Wireshark: 'Wireshark Foundation',
  'Git LFS': 'GitHub, Inc.',
  'Jabra Direct': 'GN Audio A/S',
  'Logi Options+': 'Logitech',
};

const parts = [
  ...['', ' Updater', ' Language Pack', ' Add-in', ' Helper', ' Beta'],
];

/** Three hundred different ones. */
export const products: readonly string[] = parts.flatMap((part) =>
  Object.keys(publishers).map((name) => `${name}${part}`),
);

const productCount = Object.keys(publishers).length;

/** @param index of `products` */
export function publisherAt(index: number): string {
  return Object.values(publishers)[index % productCount];
}

export const groupNames = {
  security: [
    ...['SG-VPN-Users', 'SG-Intune-Pilot', 'LIC-Microsoft365-E5'],
    ...['SG-Finance-Share-RW', 'SG-Engineering', 'LIC-Microsoft365-E3'],
    ...['SG-HR-Confidential', 'SG-GitHub-Users', 'SG-Remote-Desktop-Users'],
    ...['SG-Salesforce-Users', 'LIC-PowerBI-Pro', 'SG-Wi-Fi-Corporate'],
    ...['SG-MFA-Exempt', 'SG-Printers-London', 'SG-SAP-Production'],
    ...['LIC-Visio-Plan2', 'SG-BYOD-Allowed', 'SG-Windows-Update-Ring1'],
    ...['SG-Jira-Users', 'SG-Contractors', 'SG-Sales-EMEA', 'SG-Legal'],
    ...['SG-Datacenter-Access', 'SG-AVD-Users', 'SG-Service-Accounts'],
  ],
  team: [
    ...['Engineering', 'Marketing', 'Sales EMEA', 'Finance', 'Project Atlas'],
    ...['Leadership Team', 'Customer Support', 'HR Team', 'Berlin Office'],
    ...['Product Launch 2025', 'Works Council', 'IT Service Desk'],
    ...['Security Incident Response', 'Partner Portal', 'London Office'],
  ],
  list: [
    ...['All Employees', 'DL-Press', 'DL-Building-Notices', 'DL-Invoices'],
    ...['DL-Suppliers', 'DL-Managers', 'DL-On-Call'],
  ],
} as const;

/** For a policy of a type; whatever is not here gets the words of its type. */
const complianceNames: Readonly<Record<string, string>> = {
  windows10CompliancePolicy: 'Windows 11 – BitLocker and Defender required',
  windows10MobileCompliancePolicy: 'Windows 10 Mobile – PIN required',
  windows81CompliancePolicy: 'Windows 8.1 – Legacy machines',
  windowsPhone81CompliancePolicy: 'Windows Phone 8.1 – Legacy phones',
  iosCompliancePolicy: 'iOS – Passcode 6 digits',
  macOSCompliancePolicy: 'macOS – FileVault and firewall',
  androidCompliancePolicy: 'Android – Encryption and no root',
  androidForWorkCompliancePolicy: 'Android for Work – Passcode',
  androidWorkProfileCompliancePolicy: 'Android work profile – Patch level',
  androidDeviceOwnerCompliancePolicy: 'Android fully managed – Play Protect',
  aospDeviceOwnerCompliancePolicy: 'Android AOSP – Encryption',
  defaultDeviceCompliancePolicy: 'All devices – Policy assigned and active',
};

/** Intune repeats types after eight policies of the generator. */
export function compliancePolicyName(type: string, index: number): string {
  return nameAt(
    [complianceNames[type] ?? wordsOf(type)],
    Math.floor(index / 8),
  );
}

export const linuxPolicies = [
  'Linux – Ubuntu 22.04 and disk encryption',
  'Linux – Custom compliance script',
  'Linux – Password of 12 characters',
] as const;

export const windowsCatalogPolicies = [
  'Windows 11 – Custom compliance script',
  'Windows 11 – Minimum build',
] as const;

/** With quotes, which break naive readers of CSV. */
export function templateName(type: string, index: number): string {
  const round = Math.floor(index / 40);
  return `${wordsOf(type)} – "${round === 0 ? 'Standard' : `Ring ${round + 1}`}"`;
}

/** `windows10GeneralConfiguration`: Windows 10 General. */
function wordsOf(type: string): string {
  return type
    .replace(/(Device)?Configuration(Base)?$|CompliancePolicy$/, '')
    .replace(/([a-z])(\d)/g, '$1 $2')
    .replace(/([a-z0-9])([A-Z])(?=[a-z])/g, '$1 $2')
    .replace(/^mac OS/, 'macOS')
    .replace(/^(?!ios|macOS)./, (letter) => letter.toUpperCase())
    .replace(/^ios/, 'iOS');
}

/** For Windows and macOS by turns; each third is about the firewall. */
export const catalogNames = [
  'Settings Catalog: Edge baseline',
  'macOS – Firewall and stealth mode',
  'Windows – OneDrive Known Folder Move',
  'macOS – Platform SSO (pilot)',
  'Windows – Firewall, domain profile',
  'macOS – FileVault escrow',
  'Windows – BitLocker silent encryption',
  'macOS – Firewall logging',
  'Windows – Hello for Business',
  'macOS – Defender onboarding',
  'Windows – Firewall, public profile',
  'macOS – Software updates',
] as const;

export const administrativeTemplateNames = [
  'Office – Block macros from the internet',
  'Chrome – Allowed extensions',
  'Windows – Power and sleep',
] as const;

export const baselineNames = [
  'Security Baseline for Windows 10 and later',
  'Microsoft Edge baseline',
  'Microsoft Defender for Endpoint baseline',
] as const;

/** In the order of the types of `mobileApps.ts`, as far as names are known there. */
export const managedAppNames = [
  ...['7-Zip', 'Microsoft Authenticator', 'Microsoft Authenticator'],
  ...['Outlook for iOS', 'Contoso Field Service', 'Microsoft 365 Apps'],
  ...['Google Drive', 'Intranet', 'Contoso Expenses', 'Salesforce'],
  ...['Word for Android', 'Contoso Warehouse', 'Adobe Scan', 'Help desk'],
  ...['LinkedIn', 'Contoso Scanner', 'Cafeteria menu', 'Contoso Sales'],
  ...['Defender for macOS', 'Edge for macOS', 'Microsoft 365 for Mac'],
  ...['Keynote', 'Time sheets', 'Rectangle', 'Company fonts'],
  ...['Paint 3D', 'Notepad++', 'Contoso Kiosk', 'Cisco AnyConnect'],
  ...['Edge for Windows', 'Contoso Orders', 'Contoso Orders bundle'],
  ...['Lumia Camera', 'Contoso Legacy', 'Whiteboard', 'Contoso Vision'],
  ...['Travel portal'],
] as const;

const managedAppPublishers: Readonly<Record<string, string>> = {
  '7-Zip': 'Igor Pavlov',
  Salesforce: 'Salesforce, Inc.',
  'Google Drive': 'Google LLC',
  'Adobe Scan': 'Adobe Inc.',
  LinkedIn: 'LinkedIn Corporation',
  Keynote: 'Apple',
  Rectangle: 'Ryan Hanson',
  'Notepad++': 'Notepad++ Team',
  'Cisco AnyConnect': 'Cisco Systems, Inc.',
};

/** Contoso's own, or Microsoft's, where nothing else is known. */
export function managedAppPublisher(name: string): string {
  const own = /^(Contoso|Intranet|Help|Cafeteria|Time|Company|Travel)/;
  return (
    managedAppPublishers[name] ??
    (own.test(name) ? 'Contoso' : 'Microsoft Corporation')
  );
}
