import { formatOfPath, vectorFormats, writeVectors } from '@tovec/vectors';
import type { Context } from '../context.js';
import { UsageError } from '../errors.js';
import type { ModelFormat } from './identify.js';
import { kindOf, type LoadedEncoder, type Precision, tableOf } from './load-encoder.js';
import { endingOf } from './writers.js';

/** The formats that can be written. */
export const writableFormats: readonly ModelFormat[] = [...vectorFormats, 'fasttext-bin'];

interface Target {
  readonly path: string;
  readonly format: ModelFormat;
  readonly precision: Precision | undefined;
}

/** Refuses a name that no format is written to. */
export function checkTargetName(path: string): void {
  if (formatOfPath(path) !== undefined || endingOf(path) === '.ftz') return;
  throw new UsageError(
    `the name ${path} does not say in which format to write; give --to ${writableFormats.join('|')}`,
  );
}

/** The format that a file of this name is written in: `.bin` is fastText's own for its models. */
export function targetFormat(path: string, { fastText, classifier }: LoadedEncoder): ModelFormat {
  const ending = endingOf(path);
  const isBin = ending === '.ftz' || (ending === '.bin' && (fastText ?? classifier) !== undefined);
  return isBin ? 'fasttext-bin' : formatOfPath(path)!;
}

/**
 * Writes a model, or where the format is one of tables, its vectors.
 *
 * @param input what the model is called in messages
 */
export async function writeConverted(
  loaded: LoadedEncoder,
  input: string,
  { path, format, precision }: Target,
  { signal, onProgress }: Context,
): Promise<void> {
  const model = loaded.fastText ?? loaded.classifier;
  if (precision !== undefined && !(model && format === 'tovec')) {
    throw new UsageError(
      model
        ? `--precision is for .safetensors; ${format} has its own`
        : `--precision is for fastText models, but ${input} is ${kindOf(loaded)}`,
    );
  }
  if (model && endingOf(path) === '.ftz' && !loaded.isQuantized) {
    throw new UsageError(
      `${path} is the name of a quantised model, which ${input} is not; make one with \`tovec quantize ` +
        `${input} --out ${path}\`, or call it .bin`,
    );
  }
  if (model && (format === 'tovec' || format === 'fasttext-bin')) {
    return model.save(path, { format, signal, ...(precision && { precision }) });
  }
  if (format === 'fasttext-bin') {
    throw new UsageError(
      `only a fastText model can be written as fasttext-bin, but ${input} is ${kindOf(loaded)}; its ` +
        'vectors can be word2vec-text, which fastText reads as .vec',
    );
  }
  await writeVectors(path, tableOf(loaded, input), { format, signal, onProgress });
}
