import { gloveWasm } from './generated/glove.js';
import { gloveRelaxedWasm } from './generated/gloveRelaxed.js';
import { lazyFusedModule } from './modules.js';

/**
 * The GloVe kernel: weighted least squares on the logarithms of co-occurrences, by AdaGrad. Addresses
 * and sizes are bytes in the memory it was instantiated on. For how a row looks see {@link gloveRow}.
 */
export interface GloveKernel {
  /** `groups` of four dimensions each; rows of both tables are `rowBytes` apart, a multiple of 16. */
  placeTables(words: number, contexts: number, rowBytes: number, groups: number): void;
  /** Three f64 to add to: loss, co-occurrences trained, and those passed over since they overflow. */
  placeTally(tally: number): void;
  setHyperparameters(learningRate: number, clip: number, alpha: number, logXMax: number): void;
  /** Weights and biases uniform in (−½, ½) / dimensions, from SplitMix64 starting at `seed`; rates 1. */
  initialise(table: number, rows: number, dimensions: number, rowBytes: number, seed: bigint): void;
  /** Writes logarithms and weights of `count` co-occurrences; all have room for a multiple of four. */
  prepare(values: number, count: number, logs: number, weights: number): void;
  /**
   * Trains on `count` strips (row, first entry, entries: u32 each) of the entries whose columns,
   * logarithms and weights are given.
   */
  trainStrips(strips: number, count: number, columns: number, logs: number, weights: number): void;
}

/** The compiled GloVe kernel. */
export const gloveModule = /* @__PURE__ */ lazyFusedModule(gloveRelaxedWasm, gloveWasm);

/** Cache lines, which rows begin at. */
const lineBytes = 64;

/**
 * How a row looks, in numbers of 32 bits: groups of four weights with their four rates behind them, then
 * the bias and its rate. `weight(d)` and `rate(d)` say where those of dimension d stand.
 */
export function gloveRow(dimensions: number) {
  const groups = Math.ceil(dimensions / 4);
  const weight = (d: number) => (d >> 2) * 8 + (d & 3);
  return {
    groups,
    bytes: Math.ceil((groups * 32 + 8) / lineBytes) * lineBytes,
    weight,
    rate: (d: number) => weight(d) + 4,
    bias: groups * 8,
    biasRate: groups * 8 + 1,
  };
}
