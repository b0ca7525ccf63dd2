import { instantiate, type SgdKernel, sgdModule } from '@tovec/kernels';
import { allocate } from '../allocate.js';
import type { PlanStream, StreamPlan } from '../streams/stream-plan.js';
import type { WorkerPlace } from '../worker/protocol.js';
import { longestFeatures, type ModelShape } from './model-shape.js';
import type { SgdSettings } from './settings.js';

/** A table of vectors in the memory of a run. */
export interface TablePlace {
  readonly at: number;
  readonly rows: number;
  readonly rowBytes: number;
}

/** Where everything stands in the memory of a training run; addresses and sizes in bytes. */
export interface Layout {
  readonly input: TablePlace;
  readonly output: TablePlace;
  /** Rows of zeros behind the outputs: the softmax reads four rows at a time. */
  readonly zeros: number;
  /**
   * Vectors of the Huffman tree's inner nodes, and as in both tools one row more than there are; none
   * without hierarchical softmax.
   */
  readonly tree: TablePlace;
  readonly pathOffsets: number;
  readonly pathSteps: number;
  readonly featureOffsets: number;
  readonly featureRows: number;
  readonly hashes: number;
  readonly alias: number;
  readonly keep: number;
  readonly progress: number;
  /** Where the ids come from. */
  readonly stream: StreamPlan;
  readonly workers: readonly WorkerPlace[];
  /** All of it: what training will need at most. */
  readonly bytes: number;
}

/** Bytes of a worker's record: random state, loss, predictions. */
export const recordBytes = 24;

const alignment = 64;

/** Plans the memory of a run. Nothing is allocated. */
export function planLayout(
  shape: ModelShape,
  settings: SgdSettings,
  workers: number,
  planStream: PlanStream,
): Layout {
  let used = alignment;
  const place = (bytes: number) => {
    const at = used;
    used += Math.ceil(bytes / alignment) * alignment;
    return at;
  };
  const rowBytes = rowBytesOf(settings.dimensions);
  const outputRowBytes = rowBytes * (shape.outputParts ?? 1);
  const table = (rows: number, bytes: number): TablePlace => ({
    ...{ at: place(rows * bytes), rows, rowBytes: bytes },
  });
  const { paths, features, lines } = shape;
  const scratchBytes = scratchFor(settings, shape, rowBytes);
  const tables = {
    input: table(shape.inputRows, rowBytes),
    output: table(shape.outputRows, outputRowBytes),
    zeros: place(3 * outputRowBytes),
    tree: table(paths ? shape.outputCounts.length : 0, outputRowBytes),
    pathOffsets: place(paths?.offsets.byteLength ?? 0),
    pathSteps: place(paths?.steps.byteLength ?? 0),
    featureOffsets: place(features?.offsets.byteLength ?? 0),
    featureRows: place(features?.rows.byteLength ?? 0),
    hashes: place(lines?.hashes.byteLength ?? 0),
    alias: place(shape.outputRows * 8),
    keep: place(shape.idCounts.length * 4),
    progress: place(8),
  };
  const stream = planStream(place, workers);
  const { idCapacity } = stream;
  const own = Array.from({ length: workers }, () => ({
    record: place(recordBytes),
    scratch: place(scratchBytes),
    ids: place(idCapacity * 4),
    idCapacity,
  }));
  return { ...tables, stream, workers: own, bytes: used };
}

/**
 * Allocates the memory that was planned.
 *
 * @param advice what to do where it does not fit: what to lower or raise
 * @throws InvalidInputError with the estimate when it passes 4 GiB or what the machine has left
 */
export function allocateLayout(
  { bytes, input, output, tree }: Layout,
  { dimensions }: SgdSettings,
  advice: string,
): WebAssembly.Memory {
  const rows = [input, output, tree].map((table) => table.rows).filter((count) => count > 0);
  return allocate(bytes, tablesPurpose(rows, dimensions), advice);
}

/** What tables of so many rows are for, to say what does not fit. */
export function tablesPurpose(rows: readonly number[], dimensions: number): string {
  return `training tables of ${rows.join(' + ')} vectors of ${dimensions} numbers`;
}

/** Bytes of a vector in a table: whole registers of four numbers. */
export function rowBytesOf(dimensions: number): number {
  return Math.ceil(dimensions / 4) * 16;
}

/** The kernel knows best: asks an instance that has no tables. */
function scratchFor(settings: SgdSettings, shape: ModelShape, rowBytes: number): number {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65_536, shared: true });
  const kernel = instantiate<SgdKernel>(sgdModule().module, memory);
  kernel.placeTables(0, 0, 0, rowBytes);
  kernel.setOutputRowBytes(rowBytes * (shape.outputParts ?? 1));
  if (shape.frozen) {
    const { input, output, tree } = shape.frozen;
    kernel.freezeRows(input, output, tree);
  }
  kernel.setHyperparameters(...hyperparametersOf(settings, 1));
  kernel.setCapacities(...capacitiesOf(settings, shape));
  return kernel.scratchBytes() >>> 0;
}

/** The settings in the order in which the kernel takes them. */
export function hyperparametersOf(
  settings: SgdSettings,
  totalTokens: number,
): Parameters<SgdKernel['setHyperparameters']> {
  return [
    settings.window,
    settings.negative,
    settings.noiseReuse,
    settings.dynamicWindow ? 1 : 0,
    settings.contextMean ? 1 : 0,
    settings.learningRate,
    settings.minLearningRate,
    totalTokens,
  ];
}

/** Rows that are enough for any line or window there is reason for: 4 MB of addresses. */
const enoughRows = 1 << 20;

/** The longest sentence, and the most input rows and outputs of one step. */
export function capacitiesOf(
  { maxSentenceLength, window, negative }: SgdSettings,
  shape: ModelShape,
): Parameters<SgdKernel['setCapacities']> {
  const { lines, paths, tags } = shape;
  const features = longestFeatures(shape);
  const inputRows = lines
    ? maxSentenceLength * (features + lines.wordNgrams - 1)
    : (tags?.most ?? 0) + 2 * window * features;
  const sampled = (paths?.longest ?? 0) + (negative > 0 ? negative + 1 : 0);
  return [
    maxSentenceLength,
    // What is longer is cut there; but any single word fits.
    Math.min(inputRows, Math.max(enoughRows, features)),
    Math.max(sampled, lines?.labels ?? 0),
  ];
}
