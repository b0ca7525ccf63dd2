// Helpers for this package's own tests; not shipped.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  /** What the command reads; default: nothing. */
  readonly stdin?: string | Uint8Array;
  readonly env?: Record<string, string>;
  /** Called with the process id when it runs. */
  readonly onStart?: (pid: number) => void;
}

const bin = fileURLToPath(new URL('../../bin/tovec.js', import.meta.url));

/** Runs the real `tovec`, as built, in the directory. */
export function runCli(
  directory: string,
  args: readonly string[],
  { stdin = '', env = {}, onStart }: RunOptions = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, ...args], {
      cwd: directory,
      env: { ...process.env, NODE_OPTIONS: '', ...env },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    // A command that does not read its input may be gone before it is written.
    child.stdin.on('error', () => {});
    child.stdin.end(stdin);
    onStart?.(child.pid!);
  });
}

/** Runs `tovec … --json`, which must succeed, and parses the one object on stdout. */
export async function runJson<Result = Record<string, unknown>>(
  directory: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Result> {
  const { code, stdout, stderr } = await runCli(directory, [...args, '--json'], options);
  if (code !== 0) throw new Error(`tovec ${args.join(' ')} exits with ${code}: ${stderr}`);
  return JSON.parse(stdout) as Result;
}

/** An empty directory, and how to be rid of it. */
export async function makeDirectory(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'tovec-cli-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
