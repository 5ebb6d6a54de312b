/** The table of applications, detected and managed. */
import { groups } from '../../types';
import {
  textColumn,
  choiceColumn,
  timeColumn,
  countColumn,
  nameColumn,
  linkColumn,
  shown,
  type TableDefinition,
} from '../columns';
import { eachPair, type Filling } from '../filling';
import { valuesOf } from '../table';

export const applicationsTable = {
  id: 'applications',
  title: 'Applications',
  singular: 'application',
  types: [
    ...groups.detectedApplications.types,
    ...groups.managedApplications.types,
  ],
  columns: [
    nameColumn('Application', 'application'),
    choiceColumn('kind', 'Kind', {
      ...shown,
      read: ({ _type }) =>
        _type === groups.detectedApplications.id ? 'Detected' : 'Managed',
    }),
    countColumn('devices', 'Devices', shown),
    countColumn('versions', 'Versions', shown),
    textColumn('version', 'Version', shown),
    choiceColumn('publisher', 'Publisher', { ...shown, pseudonym: 'name' }),
    timeColumn('lastUpdatedOn', 'Changed'),
    textColumn('id', 'Id', { pseudonym: 'id' }),
    linkColumn,
  ],
} as const satisfies TableDefinition;

export function fillApplications(filling: Filling): void {
  const applications = filling.table('applications');
  const devices = new Map<number, Set<number>>();
  const versions = new Map<number, Set<string>>();
  eachPair(filling, 'installations', (application, device, version) => {
    add(devices, application, device);
    if (version !== '') {
      add(versions, application, version);
    }
  });
  applications.fill('devices', (row) => devices.get(row)?.size ?? 0);
  const kinds = valuesOf(applications.build(), 'kind');
  applications.fill('versions', (row) =>
    kinds[row] === 'Detected' ? (versions.get(row)?.size ?? 0) : undefined,
  );
}

function add<Item>(sets: Map<number, Set<Item>>, row: number, item: Item) {
  const known = sets.get(row);
  if (known) {
    known.add(item);
  } else {
    sets.set(row, new Set([item]));
  }
}
