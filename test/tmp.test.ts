import { generateTenant, startEmulator } from './emulator';
import { expectedIntune } from './endToEnd/expectedIntune';
import { runIntegration } from './reliability/runIntegration';
import { graphOf } from './endToEnd/graphOf';
test.each([['small', {}], ['small', { exportPermission: 'nobody' }], ['test', {}], ['test', {exportPermission: 'nobody'}]] as const)('%s %p', async (size, options) => {
  const tenant = generateTenant({ size });
  const emulator = await startEmulator({ tenant, exportPolls: 0, ...options });
  const started = Date.now();
  const run = await runIntegration(emulator);
  const expected = expectedIntune(tenant);
  const count = (l: readonly {_type?: string}[]) => l.reduce<Record<string, number>>((m, o) => ({...m, [o._type ?? '']: (m[o._type ?? ''] ?? 0) + 1}), {});
  const requests: Record<string, number> = {};
  for (const { method, path, batch } of emulator.requests) {
    for (const p of batch ? batch.map((b) => '  in batch ' + b.url) : [method + ' ' + path]) {
      const key = p.split('?')[0].replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, '{id}').replace(/\('.*'\)/, '()');
      requests[key] = (requests[key] ?? 0) + 1;
    }
  }
  process.stdout.write(JSON.stringify({ ms: Date.now() - started, size, options, steps: [...run.steps].map(([id, s]) => id + ' ' + s.status + ' ' + (s.error?.message ?? '')), events: run.events, e: count(run.graph.entities), expectedEntities: expected.entities.length, r: Object.values(count(run.graph.relationships)).reduce((a, b) => a + b, 0), expectedRel: expected.relationships.length, requests }, null, 1) + '\n');
  await emulator.close();
}, 200000);
