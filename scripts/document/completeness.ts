/** What proves a dataset, and what may be left out of one, as tables. */
import type { Allowance } from '../../src/run/leftOut/allowances';
import type { LeftOutKind } from '../../src/run/leftOut/kinds';
import type { Microsoft365Step } from '../../src/run/defineStep';
import { markdownTable } from './markers';

export function proofRows(
  steps: readonly Pick<Microsoft365Step, 'id' | 'datasets'>[],
): string {
  return markdownTable(
    ['Step', 'Dataset', 'Proof', 'How'],
    steps.flatMap(({ id, datasets }) =>
      datasets.map(({ what, proof, how }) => [`\`${id}\``, what, proof, how]),
    ),
  );
}

export function allowanceRows(
  allowances: Readonly<Record<string, Allowance>>,
): string {
  return markdownTable(
    ['Allowance', 'Share', 'Of a small whole', 'What is left out, and why'],
    Object.entries(allowances).map(([name, { share, few, reason }]) => [
      `\`${name}\``,
      `${Math.round(share * 100)} %`,
      String(few),
      reason,
    ]),
  );
}

/** What `kind` of a count in summary.json may be. */
export function leftOutRows(
  meanings: Readonly<Record<LeftOutKind, string>>,
): string {
  return markdownTable(
    ['`kind`', 'What it means'],
    Object.entries(meanings).map(([kind, meaning]) => [`\`${kind}\``, meaning]),
  );
}
