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
