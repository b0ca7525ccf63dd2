import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { coresOfOthers, readCpuTime } from '../machine/cpu-time.js';
import { readText } from '../machine/describe-machine.js';

/** A process to measure. */
export interface ProcessOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly cwd?: string | undefined;
  /** What it reads from stdin: a text, or a file; nothing by default. */
  readonly input?: string | { readonly path: string } | undefined;
  /** A file that it writes stdout into; then `stdout` is empty. */
  readonly outputPath?: string | undefined;
  readonly signal: AbortSignal;
  /** Called with everything it prints, stdout and stderr; `true` ends it: enough is known. */
  readonly onOutput?: ((text: string) => boolean) | undefined;
}

/** How a process went. */
export interface ProcessResult {
  readonly stdout: string;
  /** stdout and stderr as they came. */
  readonly output: string;
  readonly code: number | null;
  /** Whether `onOutput` ended it. */
  readonly wasStopped: boolean;
  /** From start to end. */
  readonly wallSeconds: number;
  /** Most memory it held, as Linux counted; undefined elsewhere. Looked at every 50 ms. */
  readonly peakMemoryBytes: number | undefined;
  /** Cores that other work kept busy meanwhile; undefined where the system does not tell. */
  readonly otherCores: number | undefined;
}

/** Runs a process to its end and watches its memory. Rejects when it cannot be started. */
export function runProcess(options: ProcessOptions): Promise<ProcessResult> {
  const { command, args, env, cwd, signal, onOutput, input, outputPath } = options;
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const cpuBefore = readCpuTime();
    const start = performance.now();
    const files = openFiles(input, outputPath);
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: [
        files.stdin ?? (input === undefined ? 'ignore' : 'pipe'),
        files.stdout ?? 'pipe',
        'pipe',
      ],
    });
    files.close();
    let stdout = '';
    let output = '';
    let wasStopped = false;
    let peakMemoryBytes: number | undefined;
    let wallSeconds = 0;

    const look = () => {
      const peak = child.pid === undefined ? undefined : readPeakMemory(child.pid);
      if (peak !== undefined) peakMemoryBytes = Math.max(peakMemoryBytes ?? 0, peak);
    };
    const timer = setInterval(look, 50);
    const stop = () => child.kill('SIGKILL');
    signal.addEventListener('abort', stop, { once: true });
    const finish = (settle: () => void) => {
      clearInterval(timer);
      signal.removeEventListener('abort', stop);
      settle();
    };
    const take = (text: string) => {
      output += text;
      if (!wasStopped && onOutput?.(text)) {
        look();
        wasStopped = true;
        stop();
      }
    };
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      take(text);
    });
    child.stderr?.setEncoding('utf8').on('data', take);
    // What ends before it has read everything says so by how it ends.
    child.stdin?.on('error', () => {}).end(input);
    child.on('error', (error) => finish(() => reject(error)));
    child.on('exit', () => {
      wallSeconds = (performance.now() - start) / 1000;
    });
    child.on('close', (code) =>
      finish(() => {
        if (signal.aborted) return reject(signal.reason);
        const otherCores = coresOfOthers(cpuBefore, readCpuTime(), wallSeconds);
        const result = { stdout, output, code, wasStopped, wallSeconds };
        resolve({ ...result, peakMemoryBytes, otherCores });
      }),
    );
  });
}

/** Opens the files that a process reads and writes by itself; it has its own handles of them. */
function openFiles(input: ProcessOptions['input'], outputPath: string | undefined) {
  const stdin = typeof input === 'object' ? openSync(input.path, 'r') : undefined;
  const stdout = outputPath === undefined ? undefined : openSync(outputPath, 'w');
  const close = () => {
    for (const file of [stdin, stdout]) if (file !== undefined) closeSync(file);
  };
  return { stdin, stdout, close };
}

/** The most memory a running process has held, from Linux; undefined when it is gone, or elsewhere. */
function readPeakMemory(pid: number | 'self'): number | undefined {
  return parsePeakMemory(readText(`/proc/${pid}/status`));
}

/** The most memory this process has held, in bytes. */
export function ownPeakMemory(): number {
  return readPeakMemory('self') ?? process.resourceUsage().maxRSS * 1024;
}

/** `VmHWM` of `/proc/<pid>/status`, in bytes. */
export function parsePeakMemory(status: string): number | undefined {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

/** Throws what a process said when it failed: the last lines are those that tell why. */
export function requireSuccess(name: string, { code, wasStopped, output }: ProcessResult): void {
  if (code === 0 || wasStopped) return;
  const lines = output.split(/[\r\n]+/).filter((line) => line.trim() !== '');
  throw new Error(`${name} ended with ${code ?? 'a signal'}: ${lines.slice(-4).join(' | ')}`);
}
