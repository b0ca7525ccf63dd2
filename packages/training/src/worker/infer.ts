import { deriveSeed } from '@tovec/core';
import { instantiate, type SgdKernel, type SgdLoop } from '@tovec/kernels';
import { Control, command } from './control.js';
import type { SgdSetup, WorkerPlace } from './protocol.js';

/** Learn the vectors of documents that are not in the model, whose other rows stay as they are. */
export interface InferTask {
  readonly kind: 'infer';
  readonly sgdModule: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly control: SharedArrayBuffer;
  readonly loop: SgdLoop;
  readonly setup: SgdSetup;
  readonly own: WorkerPlace;
  /** Ids of all documents, one after the other, and where each begins. */
  readonly ids: Uint32Array;
  readonly offsets: Uint32Array;
  /** Where the vectors go. */
  readonly vectors: Float32Array;
  readonly dimensions: number;
  /** This worker's tags: their ids, and the input rows, in bytes, that they stand for. */
  readonly firstTag: number;
  readonly tags: number;
  readonly tagRows: number;
  readonly rowBytes: number;
  /** The learning rate of each epoch. */
  readonly rates: readonly number[];
  readonly seed: number;
}

/** Documents that a worker takes at a time. */
export const documentsOfUnit = 16;
const sentenceEnd = 0xffffffff;

/** Learns documents that nobody else has taken; after each, how many words it has. */
export function* inferUnits(task: InferTask): Generator<number> {
  const { memory, own, offsets } = task;
  const sgd = instantiate<SgdKernel>(task.sgdModule, memory);
  sgd.placeWorker(own.record, own.scratch);
  for (const [name, values] of Object.entries(task.setup)) {
    (sgd[name as keyof SgdSetup] as (...values: number[]) => void)(...values);
  }
  const control = new Control(task.control, 0, 0);
  const documents = offsets.length - 1;
  for (;;) {
    const first = control.takeUnit() * documentsOfUnit;
    if (first >= documents) return;
    for (let at = first; at < Math.min(first + documentsOfUnit, documents); at++) {
      if (control.command === command.stop) return;
      inferDocument(task, sgd, at);
      yield offsets[at + 1]! - offsets[at]!;
    }
  }
}

/** What comes out depends on the words of the document alone: its random numbers begin with them. */
function inferDocument(task: InferTask, sgd: SgdKernel, document: number): void {
  const { memory, own, dimensions, tags, tagRows, rowBytes, rates, seed } = task;
  const words = task.ids.subarray(task.offsets[document]!, task.offsets[document + 1]!);
  if (words.length === 0) return;
  const content = hashOf(words);
  sgd.fillUniform(tagRows, tags, dimensions, rowBytes, 1, deriveSeed(seed, ...content, 0));
  new BigUint64Array(memory.buffer, own.record, 1)[0] = deriveSeed(seed, ...content, 1);
  const [window, negative, noiseReuse, dynamic, mean] = task.setup.setHyperparameters!;
  const pieces = piecesOf(task, words);
  for (const rate of rates) {
    sgd.setHyperparameters(window, negative, noiseReuse, dynamic, mean, rate, rate, 1);
    for (const piece of pieces) sgd[task.loop](own.ids, piece());
  }
  const row = new Float32Array(memory.buffer, tagRows, dimensions);
  task.vectors.set(row, document * dimensions);
}

/** The document as the kernel reads it; each piece is written where it is read, once if it is all. */
function piecesOf(
  { memory, own, firstTag, tags }: InferTask,
  words: Uint32Array,
): (() => number)[] {
  const ids = new Uint32Array(memory.buffer, own.ids, own.idCapacity);
  const longest = own.idCapacity - tags - 1;
  for (let tag = 0; tag < tags; tag++) ids[tag] = firstTag + tag;
  const write = (from: number) => {
    const piece = words.subarray(from, from + longest);
    ids.set(piece, tags);
    ids[tags + piece.length] = sentenceEnd;
    return tags + piece.length + 1;
  };
  if (words.length <= longest) {
    const count = write(0);
    return [() => count];
  }
  const pieces = Math.ceil(words.length / longest);
  return Array.from({ length: pieces }, (_, piece) => () => write(piece * longest));
}

/** Two hashes of 32 bits (FNV-1a and a multiplicative one). */
function hashOf(ids: Uint32Array): [number, number] {
  let [a, b] = [0x811c9dc5, ids.length];
  for (const id of ids) {
    a = Math.imul(a ^ id, 0x01000193);
    b = Math.imul((b << 5) ^ (b >>> 27) ^ id, 0x9e3779b1);
  }
  return [a >>> 0, b >>> 0];
}
