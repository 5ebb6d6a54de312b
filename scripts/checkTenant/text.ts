/** The check as text, for a terminal: one line for each host, request and question. */
import type { PermissionReport } from '../../src/run/permissions/compare';
import { permissionTable } from '../../src/run/permissions/table';
import { formatCount, formatDuration } from '../collect/numbers';
import { exitCodes } from '../exitCodes';
import type {
  EstimateLine,
  HostLine,
  RequestLine,
  TenantCheck,
} from './report';

const outcomes: Readonly<Record<RequestLine['outcome'], string>> = {
  answered: 'ok',
  refused: 'REFUSED',
  failed: 'FAILED',
  notTried: 'not tried',
};

const verdicts: Readonly<Record<TenantCheck['verdict'], string>> = {
  complete: 'A run would be complete, as far as single requests show.',
  partial: 'A run would be partial:',
  unusable: 'A run would collect nothing:',
};

const bottlenecks: Readonly<Partial<Record<string, string>>> = {
  exportFiles: 'the files of report exports, which Intune makes',
  pagesOfUsers: 'pages of users, one after the other',
  storing: 'storing objects',
};

export function renderCheck(
  check: TenantCheck,
  permissions?: PermissionReport,
): string {
  const { verdict, reasons, requests, questions, estimate, seconds } = check;
  const sections = [
    section('Hosts', check.hosts.flatMap(hostLines)),
    section('Login and tenant', tenantLines(check)),
    permissions ? permissionTable(permissions) : '',
    section('Requests of a run', requestLines(requests)),
    section('Estimate of a run', estimate ? estimateLines(estimate) : []),
    section(
      'What only a tenant can settle',
      questions.map(({ id, question, answer, open }) =>
        answer === undefined
          ? `  open     ${id}: ${question} ${open}`
          : `  settled  ${id}: ${question} ${answer}`,
      ),
    ),
    [
      verdicts[verdict],
      ...reasons.map((reason) => `  ${reason}`),
      `The check took ${formatDuration(seconds)}; exit code ${exitCodes[verdict]}.`,
    ].join('\n'),
  ];
  return sections.filter((text) => text !== '').join('\n\n');
}

function section(title: string, lines: readonly string[]): string {
  return lines.length > 0 ? [title, ...lines].join('\n') : '';
}

function hostLines(line: HostLine): string[] {
  const { purpose, host, addresses, proxy, issuer, clockAheadSeconds } = line;
  const beginning = `  ${(line.isReached ? 'ok' : 'FAILED').padEnd(9)}  ${purpose.padEnd(7)}`;
  const facts = [
    addresses.length > 0 ? `DNS ${addresses.join(', ')}` : 'no address by DNS',
    proxy ? `proxy ${proxy}` : 'no proxy',
    issuer && `certificate by ${issuer}`,
    clockAheadSeconds !== undefined && describeClock(clockAheadSeconds),
    line.milliseconds !== undefined && `${line.milliseconds} ms`,
  ].filter(Boolean);
  return line.isReached
    ? [`${beginning}  ${host}: ${facts.join('; ')}`]
    : [
        `${purpose === 'exports' ? beginning.replace('FAILED   ', 'not known') : beginning}  ${host}: ${line.problem}${proxy ? ` (proxy ${proxy})` : ''}`,
      ];
}

function describeClock(ahead: number): string {
  if (Math.abs(ahead) <= 1) {
    return 'clock the same';
  }
  return `clock here ${Math.abs(ahead)} s ${ahead > 0 ? 'ahead' : 'behind'}`;
}

function tenantLines(check: TenantCheck): string[] {
  const { login, tenant, cloud, licenses } = check;
  const lines = [
    login.isGranted
      ? `  ok         login in ${login.milliseconds} ms`
      : `  FAILED     login: ${login.problem}`,
  ];
  if (tenant) {
    lines.push(
      `             tenant ${tenant.id}${tenant.domain ? ` (${tenant.domain})` : ''} in the cloud ${cloud}`,
    );
  }
  if (licenses) {
    lines.push(
      `             Microsoft Entra ID ${licenses.premium === 'none' ? 'without P1 or P2' : licenses.premium}; Intune licensed: ${licenses.intune}; Intune's state: ${licenses.intuneState}`,
    );
  }
  return lines;
}

function requestLines(requests: readonly RequestLine[]): string[] {
  const width = Math.max(0, ...requests.map(({ request }) => request.length));
  return requests.flatMap((line) => {
    const { outcome, status, milliseconds, reason, wayOut, code } = line;
    const ms = milliseconds === undefined ? '' : `${milliseconds} ms`;
    const used =
      line.usedPermissions.length > 0
        ? `by ${line.usedPermissions.join(', ')}`
        : `by none in the token (${line.permissions.join(' or ')})`;
    const stops =
      line.stops.length > 0 ? `, which stops ${line.stops.join(', ')}` : '';
    const first = [
      `  ${outcomes[outcome].padEnd(9)}`,
      String(status ?? '').padStart(3),
      ms.padStart(8),
      line.request.padEnd(width),
      `${line.datasets.join(', ')}; ${used}; for ${line.steps.join(', ')} (${line.need}${stops}); without it: ${line.without}`,
    ].join('  ');
    const more = [reason, wayOut && `Way out: ${wayOut}`]
      .filter((text) => text !== undefined)
      .map((text) => text.replace(/\.$/, ''));
    return more.length > 0
      ? [first, `             ${more.join('. ')}.${code ? ` [${code}]` : ''}`]
      : [first];
  });
}

function estimateLines(estimate: EstimateLine): string[] {
  const { users, groups, devices, requests, seconds, bottleneck } = estimate;
  const cause = bottlenecks[bottleneck] ?? `Microsoft's quota of ${bottleneck}`;
  return [
    `  ${formatCount(users)} users, ${formatCount(groups)} groups, ${formatCount(devices)} devices`,
    `  ${formatCount(requests)} HTTP requests, at least ${formatDuration(seconds)}, most of it for ${cause}`,
    `  at most ${formatCount(estimate.objects)} objects: ${formatCount(estimate.heapMb)} MB of heap, ${formatCount(estimate.diskMb)} MB on disk`,
    ...estimate.unknown.map((what) => `  not known: ${what}`),
  ];
}
