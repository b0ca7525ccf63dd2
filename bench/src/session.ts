import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { describeMachine } from './machine/describe-machine.js';
import { isDisturbed, preferUndisturbed } from './machine/disturbance.js';
import { observe, waitUntilQuiet } from './machine/quiet.js';
import { headerOf } from './report/header.js';
import { type BenchmarkResult, type RunRecord, writeResult } from './report/result-file.js';
import { judge, type Row, tableOf } from './report/rows.js';

export interface SessionOptions<Run extends RunRecord> {
  readonly benchmark: string;
  readonly settings: Record<string, unknown>;
  readonly versions: Record<string, unknown>;
  readonly absent: Record<string, string>;
  /** Where the result goes; it is written after every run. */
  readonly path: string;
  /** Whether to wait for a quiet machine, at the start and before each run. */
  readonly wait: boolean;
  readonly signal: AbortSignal;
  /** Summarises the runs that count; `all` has the disturbed ones too, for what load does not change. */
  readonly summarize: (runs: readonly Run[], all: readonly Run[]) => Row[];
}

/** Seconds to wait for a quiet machine: at the start, and before a single run. */
const longestWait = { start: 1800, run: 60 };

/** A benchmark while it runs: does runs one after the other and keeps what they found. */
export class Session<Run extends RunRecord> {
  readonly #options: SessionOptions<Run>;
  readonly #result: BenchmarkResult;
  readonly #runs: Run[] = [];

  private constructor(options: SessionOptions<Run>, result: BenchmarkResult) {
    this.#options = options;
    this.#result = result;
  }

  static async start<Run extends RunRecord>(options: SessionOptions<Run>): Promise<Session<Run>> {
    const { benchmark, settings, versions, absent, wait, signal } = options;
    if (wait) {
      say(`waiting until the machine is quiet (at most ${longestWait.start / 60} min) …`);
      await waitUntilQuiet(longestWait.start, 5, signal);
    }
    const machine = describeMachine();
    const { isQuiet, otherCores } = await observe(signal);
    if (!isQuiet) warnOfLoad(otherCores, machine.loadAverage[0] ?? 0);
    const now = new Date().toISOString();
    return new Session(options, {
      ...{ benchmark, startedAt: now, finishedAt: now, complete: false },
      machine: { ...machine, isQuiet, otherCores },
      ...{ versions, absent, settings, summary: [], runs: [] },
    });
  }

  get signal(): AbortSignal {
    return this.#options.signal;
  }

  /** Does one run and keeps its record. A peer that fails is told about and has no record. */
  async run<Done extends Run>(title: string, work: () => Promise<Done>): Promise<Done | undefined> {
    if (this.#options.wait) await waitUntilQuiet(longestWait.run, 1, this.signal);
    const start = performance.now();
    try {
      const run = await work();
      this.#runs.push(run);
      this.#save();
      say(`${title}: ${((performance.now() - start) / 1000).toFixed(1)} s${noteOn(run)}`);
      return run;
    } catch (error) {
      this.signal.throwIfAborted();
      const message = messageOf(error);
      this.#result.failures = [...(this.#result.failures ?? []), { run: title, message }];
      say(`${title} FAILED: ${message}`);
      return undefined;
    }
  }

  /** Does all runs, then shows and keeps what there is, also when they were interrupted. */
  async conclude(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const cause: unknown = this.signal.aborted ? this.signal.reason : error;
      this.#finish(messageOf(cause));
      throw cause;
    }
    this.#finish();
    const failed = this.#result.failures?.length ?? 0;
    if (failed > 0) throw new Error(`${failed} runs failed, see above`);
  }

  /** Ends it: the table on stdout, the file where it belongs. */
  #finish(interruption?: string): void {
    if (interruption === undefined) this.#result.complete = true;
    else this.#result.interruption = interruption;
    this.#save();
    console.log(`\n${headerOf(this.#result)}\n\n${tableOf(this.#result.summary)}\n`);
    const disturbed = this.#runs.filter(isDisturbed).length;
    if (disturbed > 0) {
      console.log(
        `${disturbed} of ${this.#runs.length} runs shared the machine with other work; ` +
          'measure again on a quiet one (--wait) before believing them.',
      );
    }
    const path = relative(process.cwd(), this.#options.path);
    console.log(`Written to ${path.startsWith('..') ? this.#options.path : path}`);
  }

  #save(): void {
    const { path, summarize } = this.#options;
    this.#result.finishedAt = new Date().toISOString();
    this.#result.summary = summarize(preferUndisturbed(this.#runs), this.#runs).map(judge);
    this.#result.runs = this.#runs;
    writeResult(path, this.#result);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function warnOfLoad(otherCores: number | undefined, load: number): void {
  const busy =
    otherCores === undefined ? '' : `, other work keeps ${otherCores.toFixed(2)} cores busy`;
  say(
    `\nWARNING: this machine is not quiet: load average ${load} on ${availableParallelism()} cores` +
      `${busy}.\nThe numbers below will be wrong. Use --wait to wait until it is quiet.\n`,
  );
}

function noteOn(run: RunRecord): string {
  return isDisturbed(run) ? `, disturbed: ${run.otherCores} cores busy with other work` : '';
}

/** Says something that is no result. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
