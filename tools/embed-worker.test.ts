import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, expect, it } from 'vitest';
import { bundleWorker } from './build/embed-worker.mjs';

const folder = mkdtempSync(join(tmpdir(), 'tovec-worker-'));
afterAll(() => rmSync(folder, { recursive: true }));

function bundle(source: string): Promise<string> {
  writeFileSync(join(folder, 'helper.ts'), 'export const double = (x: number) => 2 * x;\n');
  writeFileSync(join(folder, 'main.ts'), source);
  return bundleWorker('main.ts', folder);
}

it('bundles a worker into source that a thread can evaluate, names kept', async () => {
  const source = await bundle(`
    import { parentPort, workerData } from 'node:worker_threads';
    import { double } from './helper.js';
    function answerQuestion(question: number): void { parentPort?.postMessage(double(question)); }
    answerQuestion(workerData as number);
  `);
  expect(source).toContain('answerQuestion');
  const worker = new Worker(source, { eval: true, workerData: 21 });
  const answer = await new Promise((resolve, reject) => {
    worker.on('message', resolve).on('error', reject);
  });
  expect(answer).toBe(42);
});

it('refuses code that a thread could not evaluate', async () => {
  const silent = bundle("import { x } from 'not-installed';\nconsole.log(x);\n");
  await expect(silent).rejects.toThrow('Could not resolve "not-installed"');
  await expect(bundle('console.log(import.meta.url);\n')).rejects.toThrow('import.meta');
});
