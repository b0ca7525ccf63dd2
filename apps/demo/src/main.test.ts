import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));

function start(...args: string[]) {
  const child = spawn(process.execPath, [main, ...args]);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, ended };
}

describe('the demo as a command', () => {
  it('explains itself', async () => {
    const { code, stdout } = await start('--help').ended;
    expect(code).toBe(0);
    expect(stdout).toContain('--output <directory>');
  });

  it('ends with 2 and its options after an unknown one', async () => {
    const { code, stderr } = await start('--colour').ended;
    expect(code).toBe(2);
    expect(stderr).toContain("'--colour'");
    expect(stderr).toContain('--output <directory>');
  });

  it('ends with 1 and one line when it fails', async () => {
    const { code, stderr } = await start('--output', `${main}/below-a-file`).ended;
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(/^\nThe demo failed: cannot make the directory .*below-a-file/);
  });
});
