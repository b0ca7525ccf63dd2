import type { FastText, FastTextClassifier } from '@tovec/word/fasttext';
import type { Precision } from './load-encoder.js';
import { type Writers, type WritingHooks, writeTable } from './writers.js';

type FastTextModel = Pick<FastTextClassifier, 'save'>;

const writeModel = (model: FastTextModel, path: string, { signal }: WritingHooks) =>
  model.save(path, { format: 'tovec', signal });
const writeBin = (model: FastTextModel, path: string, { signal }: WritingHooks) =>
  model.save(path, { format: 'fasttext-bin', signal });

/** All of a classifier, as tovec or as fastText keeps it. */
export const classifierWriters: Writers<FastTextClassifier> = {
  '.safetensors': writeModel,
  '.bin': writeBin,
};

/**
 * All of a model, or the vectors of its words.
 *
 * @param precision of a `.safetensors`; default: that of the model
 */
export const fastTextWriters = (precision?: Precision): Writers<FastText> => ({
  '.safetensors': (model, path, { signal }) =>
    model.save(path, { format: 'tovec', signal, ...(precision && { precision }) }),
  '.bin': writeBin,
  '.vec': writeTable,
  '.txt': writeTable,
  '.npy': writeTable,
});
