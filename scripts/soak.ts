/**
 * `ts-node scripts/soak.ts --size medium --seeds 20 [--from 1]`: many runs, each
 * with a fifth of its requests failing, all of which must give the same graph.
 */
import { parseArgs } from 'node:util';
import {
  generateTenant,
  tenantSizes,
  type TenantSizeName,
} from '../test/emulator';
import { startSoak } from '../test/reliability/soak';

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: 'medium' },
    seeds: { type: 'string', default: '10' },
    from: { type: 'string', default: '1' },
  },
});

async function main(): Promise<void> {
  const soak = await startSoak({ tenant: generateTenant({ size: sizeOf() }) });
  const { entities, relationships } = soak.graph;
  console.log(
    `${entities.length} entities and ${relationships.length} relationships must come of each run.`,
  );
  const first = Number(values.from);
  for (let seed = first; seed < first + Number(values.seeds); seed += 1) {
    const start = performance.now();
    const { hits, requests, difference, failures } = await soak.run(seed);
    const wrong = Object.values(difference).flat();
    const seconds = ((performance.now() - start) / 1_000).toFixed(1);
    const verdict =
      failures.length + wrong.length === 0 ? 'the same graph' : 'NOT THE SAME';
    console.log(
      `seed ${seed}: ${verdict}, ${requests} requests, ${hits} faults, ${seconds} s`,
    );
    if (failures.length + wrong.length > 0) {
      process.exitCode = 1;
      [...failures, ...wrong].slice(0, 20).forEach((line) => console.log(line));
    }
  }
  await soak.end();
}

function sizeOf(): TenantSizeName {
  const known = Object.keys(tenantSizes).find((name) => name === values.size);
  if (!known) {
    throw new Error(`Sizes are: ${Object.keys(tenantSizes).join(', ')}`);
  }
  return known as TenantSizeName;
}

void main();
