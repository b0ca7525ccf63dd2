import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Machine } from '../machine/describe-machine.js';
import type { JudgedRow } from './rows.js';

/** One measured run: of one program, in one round. */
export interface RunRecord {
  readonly measure: string;
  readonly contestant: string;
  readonly round: number;
  readonly threads?: number | undefined;
  /** Which of several things of the measure. */
  readonly what?: string | undefined;
  /** Cores that other work kept busy meanwhile. */
  readonly otherCores?: number | undefined;
}

/** Everything a benchmark found, in the order it is written. */
export interface BenchmarkResult {
  readonly benchmark: string;
  readonly startedAt: string;
  finishedAt: string;
  /** False while it runs, and for good when it was interrupted or failed. */
  complete: boolean;
  /** Why it is not complete. */
  interruption?: string;
  readonly machine: Machine & {
    /** Whether nothing else ran when it started. */
    readonly isQuiet: boolean;
    /** Cores that other work kept busy in the second before. */
    readonly otherCores: number | undefined;
  };
  readonly versions: Record<string, unknown>;
  /** Peers that were not found, and why. */
  readonly absent: Record<string, string>;
  readonly settings: Record<string, unknown>;
  summary: JudgedRow[];
  runs: readonly RunRecord[];
  /** Runs that went wrong. */
  failures?: readonly { readonly run: string; readonly message: string }[];
}

/**
 * A path for a new result file: `<date>-<name>.json`, with a number where that is taken.
 *
 * @param date ISO; only the day is used
 */
export function resultPath(folder: string, name: string, date: string): string {
  const base = join(folder, `${date.slice(0, 10)}-${name}`);
  for (let number = 1; ; number++) {
    const path = number === 1 ? `${base}.json` : `${base}-${number}.json`;
    if (!existsSync(path)) return path;
  }
}

/** Writes a result, in one step, so that a reader never sees half of it. */
export function writeResult(path: string, result: BenchmarkResult): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(result, undefined, 2)}\n`);
  renameSync(temporary, path);
}
