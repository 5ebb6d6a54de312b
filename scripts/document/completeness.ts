/** What proves a dataset, and what may be left out of one, as tables. */
import type { Allowance } from '../../src/run/wholeness/allowances';
import type { Dataset } from '../../src/steps/proofs';
import { markdownTable } from './markers';

export function proofRows(
  proofs: Readonly<Record<string, readonly Dataset[]>>,
): string {
  return markdownTable(
    ['Step', 'Dataset', 'Proof', 'How'],
    Object.entries(proofs).flatMap(([step, datasets]) =>
      datasets.map(({ what, proof, how }) => [`\`${step}\``, what, proof, how]),
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
