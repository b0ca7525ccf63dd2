import type { StreamTask } from '../worker/protocol.js';

/** Reserves so many bytes of a run's memory; returns where. */
type Place = (bytes: number) => number;

/** A stream of ids whose place in the memory of a run is known. */
export interface StreamPlan {
  /** The most ids of one slice. */
  readonly idCapacity: number;
  /** Writes what all workers read. */
  fill(memory: WebAssembly.Memory): void;
  /** What a worker is told of it. */
  taskOf(worker: number): StreamTask;
}

/** Plans a stream of ids for so many workers. Nothing is allocated. */
export type PlanStream = (place: Place, workers: number) => StreamPlan;
