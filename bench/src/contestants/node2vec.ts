import type { Measured } from './contestant.js';

/** A graph to learn from, in words that every program has an option for. */
export interface Node2VecTask {
  /** An edge list: two names and nothing else a line, between blanks, each edge once. */
  readonly edges: string;
  readonly dimensions: number;
  readonly walkLength: number;
  readonly walksPerNode: number;
  readonly window: number;
  readonly epochs: number;
  readonly p: number;
  readonly q: number;
  readonly threads: number;
  readonly seed: number;
  /** Where to write the vectors, without an extension. */
  readonly output: string;
  readonly signal: AbortSignal;
}

/** From a file of edges to a file of vectors; the time of the whole process is what is compared. */
export interface Node2VecOutcome extends Measured {
  /** What `readVectors` takes. */
  readonly model: string;
  /** Seconds of walking alone, by the wall clock; undefined where the program does not tell. */
  readonly walkSeconds?: number | undefined;
  readonly trainSeconds?: number | undefined;
  /** What else it reported. */
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

/** A program that learns vectors of nodes: tovec or one of its peers. */
export interface Node2VecContestant {
  readonly name: string;
  readonly version: Readonly<Record<string, unknown>>;
  train(task: Node2VecTask): Promise<Node2VecOutcome>;
}
