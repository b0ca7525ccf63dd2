import { fileURLToPath } from 'node:url';
import { type ProcessResult, requireSuccess, runProcess } from '../processes/run-process.js';

/** The folder of the drivers in Python, from `dist`. */
const drivers = fileURLToPath(new URL('../peers/', import.meta.url));

/** One thread for whatever BLAS numpy stands on. */
const oneBlasThread = {
  OPENBLAS_NUM_THREADS: '1',
  OMP_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
};

export interface Python {
  readonly command: string;
  readonly foundBy: string;
}

/**
 * Finds a Python that has `module`: the one that PYTHON names, else `python3` on the PATH, else that
 * of the system, which has what Debian packages.
 *
 * @returns why there is none, as a string
 */
export async function findPython(module: string, signal: AbortSignal): Promise<Python | string> {
  const named = process.env.PYTHON;
  const candidates: Python[] = named
    ? [{ command: named, foundBy: 'environment variable PYTHON' }]
    : [
        { command: 'python3', foundBy: 'python3 on the PATH' },
        { command: '/usr/bin/python3', foundBy: 'python3 of the system' },
      ];
  for (const candidate of candidates) {
    const { command } = candidate;
    const args = ['-c', `import ${module}`];
    const result = await runProcess({ command, args, signal }).catch(() => undefined);
    signal.throwIfAborted();
    if (result?.code === 0) return candidate;
  }
  const where = named ? 'the Python that PYTHON names' : 'python3';
  return `no module ${module} in ${where}; set PYTHON to one that has it`;
}

/** Runs a driver of `bench/peers` and reads the JSON it prints on its last line. */
export async function runDriver<Answer>(
  { command }: Python,
  driver: string,
  input: unknown,
  signal: AbortSignal,
): Promise<{ answer: Answer; result: ProcessResult }> {
  const args = [`${drivers}${driver}`, JSON.stringify(input)];
  const result = await runProcess({
    command,
    args,
    env: { ...oneBlasThread, PYTHONDONTWRITEBYTECODE: '1' },
    signal,
  });
  requireSuccess(driver, result);
  return { answer: lastLineOf<Answer>(result.stdout), result };
}

/** The JSON on the last line of what a process printed. */
export function lastLineOf<Answer>(stdout: string): Answer {
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Answer;
}
