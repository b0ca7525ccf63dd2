import type { WalkLoop } from '@tovec/kernels';
import type { WalkSetup } from './set-up.js';

/** Ids from random walks. Addresses are bytes in the memory of the graph. */
export interface WalkStreamTask {
  readonly kind: 'walks';
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly setup: WalkSetup;
  readonly loop: WalkLoop;
  readonly seed: number;
  readonly walkLength: number;
  /** Walks from each start, in rounds: each has its own order of them. */
  readonly rounds: number;
  /** Where walks start: one u32 for each. */
  readonly starts: { readonly at: number; readonly count: number };
  /** Walks of a unit, and those of a slice. */
  readonly unitWalks: number;
  readonly sliceWalks: number;
  /** This worker's own: its order of the starts, and its walks. */
  readonly own: { readonly order: number; readonly ids: number };
}

/** Count how often a round of walks comes by each node. */
export interface VisitsTask {
  readonly kind: 'visits';
  readonly stream: WalkStreamTask;
  readonly control: SharedArrayBuffer;
  /** One u32 for each node. */
  readonly visits: number;
}
