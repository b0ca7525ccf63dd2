// Trains tovec's Doc2Vec in a process of its own, and infers vectors of other documents:
//
//   node train-doc2vec.js '{ "documents": …, "infer": …, "vectors": …, "options": … }'
import { readFileSync, writeFileSync } from 'node:fs';
import { type Doc2VecTrainOptions, trainDoc2Vec } from '@tovec/document/doc2vec';
import { ownPeakMemory } from '../processes/run-process.js';

export interface TrainDoc2VecInput {
  /** A file with one document a line. */
  readonly documents: string;
  /** Another, to infer, and where the vectors go, as plain float32. */
  readonly infer?: string | undefined;
  readonly vectors?: string | undefined;
  readonly options: Doc2VecTrainOptions;
}

export interface TrainDoc2VecOutput {
  /** Occurrences of words of the vocabulary, by seconds of training. */
  readonly tokensPerSecond: number;
  readonly trainSeconds: number;
  readonly vocabulary: number;
  readonly countSeconds: number;
  readonly inferSeconds?: number | undefined;
  readonly peakMemoryBytes: number;
}

const input = JSON.parse(process.argv[2] ?? '') as TrainDoc2VecInput;
const model = await trainDoc2Vec({ path: input.documents }, input.options);
const { report } = model;
const { read, count, train } = report.seconds;
const output: TrainDoc2VecOutput = {
  tokensPerSecond: report.tokensPerSecond,
  trainSeconds: train,
  vocabulary: report.vocabulary,
  countSeconds: read + count,
  ...(input.infer !== undefined && { inferSeconds: await infer(input.infer) }),
  peakMemoryBytes: ownPeakMemory(),
};
console.log(JSON.stringify(output));

async function infer(path: string): Promise<number> {
  const texts = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  const start = performance.now();
  const { data } = await model.infer(texts, { workers: 1 });
  const seconds = (performance.now() - start) / 1000;
  writeFileSync(input.vectors!, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return seconds;
}
