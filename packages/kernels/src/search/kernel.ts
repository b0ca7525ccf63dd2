import { searchWasm } from '../generated/search.js';
import { instantiate, lazyModule } from '../modules.js';

/** What assembly/search.ts exports. Addresses and strides are in bytes. */
export interface SearchKernel {
  inverseNorms(rows: number, rowCount: number, dimensions: number, out: number): void;
  scoreTile(
    rows: number,
    rowCount: number,
    dimensions: number,
    queries: number,
    queryCount: number,
    queryStride: number,
    scores: number,
    scoreStride: number,
  ): void;
  scaleTile(
    scores: number,
    scoreStride: number,
    queryCount: number,
    rowCount: number,
    factors: number,
  ): void;
  clearBest(best: number, size: number, count: number): void;
  selectTile(
    scores: number,
    scoreStride: number,
    queryCount: number,
    rowCount: number,
    firstRow: number,
    best: number,
    size: number,
  ): void;
  selectAnalogies(
    cosines: number,
    stride: number,
    rowCount: number,
    firstRow: number,
    questions: number,
    weights: number,
    questionCount: number,
    multiply: number,
    sums: number,
    best: number,
    size: number,
  ): void;
  sortBest(best: number, size: number, count: number): void;
}

/** The compiled search kernel, the same for every table. */
const searchModule = /* @__PURE__ */ lazyModule(searchWasm);

const kernels = new WeakMap<WebAssembly.Memory, SearchKernel>();

/** The search kernel working on `memory`, one instance per memory and thread. */
export function instantiateSearch(memory: WebAssembly.Memory): SearchKernel {
  const known = kernels.get(memory);
  if (known) return known;
  const kernel = instantiate<SearchKernel>(searchModule(), memory);
  kernels.set(memory, kernel);
  return kernel;
}
