/**
 * The types of policies that each version of Graph has, read from Microsoft's own typings: v1.0 knows far fewer than
 * beta, and what it does not know it hides. https://www.npmjs.com/package/@microsoft/microsoft-graph-types-beta
 */
import { readFileSync } from 'node:fs';

export type PolicyBase = 'DeviceConfiguration' | 'DeviceCompliancePolicy';

/** Names as `@odata.type` has them, without `#microsoft.graph.`. */
interface DeclaredTypes {
  /** Every type below the base, those in between included. */
  readonly v1: ReadonlySet<string>;
  readonly beta: ReadonlySet<string>;
  /** Of beta: what no other type derives from, so that objects of it are certain to exist. */
  readonly leaves: readonly string[];
}

/** By the name of an interface, what it extends. */
type Parents = ReadonlyMap<string, string>;

const found = new Map<PolicyBase, DeclaredTypes>();
let parents: { readonly v1: Parents; readonly beta: Parents } | undefined;

/** Reads the typings, several megabytes, when first asked and never again. */
export function declaredTypes(base: PolicyBase): DeclaredTypes {
  const known = found.get(base);
  if (known !== undefined) return known;
  parents ??= {
    v1: readParents('@microsoft/microsoft-graph-types'),
    beta: readParents('@microsoft/microsoft-graph-types-beta'),
  };
  const { v1, beta } = parents;
  const extended = new Set(beta.values());
  const below = descendants(beta, base);
  const types: DeclaredTypes = {
    v1: new Set(descendants(v1, base).map(odataName)),
    beta: new Set(below.map(odataName)),
    leaves: below.filter((name) => !extended.has(name)).map(odataName),
  };
  found.set(base, types);
  return types;
}

/** Whether v1.0 lacks the type that `@odata.type` names. */
export function isBetaOnly(odataType: string, base: PolicyBase): boolean {
  const name = odataType.replace('#microsoft.graph.', '');
  const { v1, beta } = declaredTypes(base);
  return beta.has(name) && !v1.has(name);
}

function readParents(typings: string): Parents {
  const path = require.resolve(`${typings}/microsoft-graph.d.ts`);
  // Decoding what may be more than ASCII takes longer, and names never are.
  const text = readFileSync(path, 'latin1');
  const declarations = text.matchAll(/export interface (\w+) extends (\w+)/g);
  return new Map([...declarations].map(([, name, parent]) => [name, parent]));
}

function descendants(tree: Parents, base: PolicyBase): string[] {
  const isBelow = (name: string): boolean => {
    const parent = tree.get(name);
    return parent !== undefined && (parent === base || isBelow(parent));
  };
  return [...tree.keys()].filter(isBelow);
}

/** The typings write the first letter large. */
function odataName(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
