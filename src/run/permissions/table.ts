/** The comparison as a table of plain text, one permission a line: for logs and terminals. */
import type {
  BroaderPermission,
  LesserPermission,
  NeededPermission,
  PermissionReport,
  SparePermission,
} from './compare';

type Row = readonly [
  state: string,
  name: string,
  need: string,
  explanation: string,
];

export function permissionTable(report: PermissionReport): string {
  const rows: Row[] = [
    ...report.missing.map(missingRow),
    ...report.granted.map(grantedRow),
    ...report.lesser.map(lesserRow),
    ...report.broader.map(broaderRow),
    ...report.unneeded.map(unneededRow),
  ];
  const widths = [0, 1, 2].map((column) =>
    Math.max(0, ...rows.map((row) => row[column].length)),
  );
  const lines = rows.map((row) =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '),
  );
  return ['Permissions in the token:', ...lines.map((l) => `  ${l}`)].join(
    '\n',
  );
}

function missingRow(permission: NeededPermission): Row {
  const { name, uses, alsoStops } = permission;
  const losses = uses.map(
    ({ step, without }) => `${step}: ${without.join('; ')}`,
  );
  const stopped =
    alsoStops.length > 0 ? [`It stops ${alsoStops.join(', ')}, too`] : [];
  const explanation = [...losses, ...stopped].join('. ');
  return ['not in it', name, need(permission), explanation];
}

function lesserRow({ name, lessThan, insteadOf }: LesserPermission): Row {
  const [first] = insteadOf;
  if (!first) {
    const explanation = `it allows less than ${lessThan.join(', ')}, for which the token has enough`;
    return ['lesser', name, '', explanation];
  }
  const fullNames = insteadOf.map((full) => full.name).join(', ');
  const steps = insteadOf.flatMap(({ uses }) => uses.map(({ step }) => step));
  return [
    'lesser',
    name,
    need(first),
    `${fullNames} is not in it: the requests of ${steps.join(', ')} are tried, and properties may be missing`,
  ];
}

function grantedRow(permission: NeededPermission): Row {
  const steps = permission.uses.map(({ step }) => step).join(', ');
  return ['granted', permission.name, need(permission), steps];
}

function broaderRow(permission: BroaderPermission): Row {
  return ['too broad', permission.name, '', broaderReason(permission)];
}

function unneededRow({ name, canWrite }: SparePermission): Row {
  const reason = 'no step of this run needs it';
  return ['not needed', name, '', canWrite ? `can write, ${reason}` : reason];
}

function need({ isRequired }: NeededPermission): string {
  return isRequired ? 'required' : 'optional';
}

/** Why less would do, in words that follow the name. */
function broaderReason(permission: BroaderPermission): string {
  const { enough, canWrite, isSpare, helpsExports } = permission;
  const instead = isSpare
    ? `not needed beside ${enough.join(', ')}`
    : `enough would be ${enough.join(', ')}`;
  return [
    canWrite ? 'can write' : '',
    instead,
    helpsExports
      ? 'though Microsoft documents it for report exports: a run without them is complete, and takes longer'
      : '',
  ]
    .filter(Boolean)
    .join(', ');
}
