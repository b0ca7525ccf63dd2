// Makes a file to load, as fastText writes its models:
//
//   node make-fasttext.js '{ "corpus": …, "model": "….bin", "options": … }'
import { stat } from 'node:fs/promises';
import { type FastTextTrainOptions, trainFastText } from '@tovec/word/fasttext';

export interface MakeFastTextInput {
  readonly corpus: string;
  readonly model: string;
  readonly options: FastTextTrainOptions;
}

export interface MakeFastTextOutput {
  readonly bytes: number;
  /** Words with a row of their own. */
  readonly vocabulary: number;
}

const { corpus, model, options } = JSON.parse(process.argv[2] ?? '') as MakeFastTextInput;
const trained = await trainFastText({ path: corpus }, options);
await trained.save(model, { format: 'fasttext-bin' });
const { size: bytes } = await stat(model);
const output: MakeFastTextOutput = { bytes, vocabulary: trained.vectors.size };
console.log(JSON.stringify(output));
