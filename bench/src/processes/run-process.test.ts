import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { requireSuccess, runProcess } from './run-process.js';

const node = (code: string, more: Partial<Parameters<typeof runProcess>[0]> = {}) =>
  runProcess({
    command: process.execPath,
    args: ['-e', code],
    signal: new AbortController().signal,
    ...more,
  });

describe('runProcess', () => {
  it('collects what a process prints and how it ended', async () => {
    const result = await node("console.log('out'); console.error('why'); process.exitCode = 3");
    expect(result).toMatchObject({ stdout: 'out\n', code: 3, wasStopped: false });
    expect(() => requireSuccess('it', result)).toThrow(/it ended with 3: .*why/);
  });

  it('ends a process when enough is known, which is no failure', async () => {
    const code = "console.log('ready'); setInterval(() => {}, 1000)";
    const result = await node(code, { onOutput: (text) => text.includes('ready') });
    expect(result.wasStopped).toBe(true);
    expect(() => requireSuccess('it', result)).not.toThrow();
  });

  it('ends the process and rejects with the reason when it is aborted', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const running = node('setInterval(() => {}, 1000)', { signal: controller.signal });
    setTimeout(() => controller.abort(reason), 50);
    await expect(running).rejects.toBe(reason);
  });

  it('gives a process a text to read', async () => {
    const copy = 'process.stdin.pipe(process.stdout)';
    expect((await node(copy, { input: 'one\ntwo\n' })).stdout).toBe('one\ntwo\n');
  });

  it('lets a process read one file and write another by itself', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tovec-bench-test-'));
    try {
      const [from, to] = [join(folder, 'from'), join(folder, 'to')];
      writeFileSync(from, 'words');
      const code = "process.stdin.pipe(process.stdout); console.error('aside')";
      const result = await node(code, { input: { path: from }, outputPath: to });
      expect(result).toMatchObject({ stdout: '', output: 'aside\n', code: 0 });
      expect(readFileSync(to, 'utf8')).toBe('words');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('rejects when there is no such program', async () => {
    await expect(node('', { command: 'tovec-no-such-program' })).rejects.toThrow('ENOENT');
  });

  it.skipIf(process.platform !== 'linux')('sees the most memory a process held', async () => {
    const code = 'let a = Buffer.alloc(2e8, 1); a = null; setTimeout(() => {}, 300)';
    const { peakMemoryBytes = 0 } = await node(code);
    expect(peakMemoryBytes).toBeGreaterThan(2e8);
    expect(peakMemoryBytes).toBeLessThan(6e8);
  });
});
