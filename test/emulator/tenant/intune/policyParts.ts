/** What policies of every kind have in common. */
import type { Seed } from '../seed';
import { declaredTypes, isBetaOnly, type PolicyBase } from './declaredTypes';
import { preciseTime } from './managedDevice';

export const scopeTags = () => ({ roleScopeTagIds: ['0'] });

export function times({ random }: Seed) {
  return {
    createdDateTime: preciseTime(random, 200, 1500),
    lastModifiedDateTime: preciseTime(random, 1, 200),
  };
}

/** The first is for Windows; the stride brings another platform each time, and in the end every type. */
const firstType = 4;
const stride = 5;

/** By turns a type of both versions and one of beta alone, so that two policies are enough to have both. */
export function policyTypeAt(base: PolicyBase, index: number): string {
  const wantsBetaOnly = index % 2 === 1;
  const types = declaredTypes(base).leaves.filter(
    (name) => isBetaOnly(name, base) === wantsBetaOnly,
  );
  const position = firstType + Math.floor(index / 2) * stride;
  return types[position % types.length];
}
