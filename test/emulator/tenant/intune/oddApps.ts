/** Detected applications that break naive collectors. */
import type { DetectedApp } from '@microsoft/microsoft-graph-types-beta';
import { detectedApp } from './detectedApp';
import type { IdentifiedIntune } from './intuneData';

type App = IdentifiedIntune<DetectedApp>;

function app(
  displayName: string | null,
  version: string | null,
  publisher = '',
): App {
  return detectedApp({
    displayName,
    version,
    publisher,
    sizeInByte: 0,
    platform: 'windows',
  });
}

/** Three on one device, as with runtimes that are installed side by side. */
export const versionsOfOneApp = (): App[] =>
  ['3.8.10', '3.11.9', '3.12.3'].map((version) =>
    app('Python', version, 'Python Software Foundation'),
  );

export const oddApps = (): App[] => [
  app('Company Portal', '5.0.6152.0', 'Microsoft Corporation'),
  app('company portal', '5.0.6152.0', 'Microsoft Corporation'),
  app('COMPANY PORTAL', '5.0.5921.0'),
  app('', '1.0'),
  app(null, '2.0'),
  app('Time Clock', ''),
  app('Badge Printer', null),
  app('7" Monitor Tool', '7.1'),
  app('"Simply" Accounting', '1.0'),
  app('Tools, Drivers, and "More"', '12,5'),
  app("Ann's Notes", '1.0'),
  app('メモ帳 📝', '１.０'),
  app('  Label Maker  ', ' 1.0 '),
  app('CAD|Viewer:x64/Release\\7;r2', '1.0|2'),
];
