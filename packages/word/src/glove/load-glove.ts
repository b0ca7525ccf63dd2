import {
  check,
  ModelFileError,
  type OpenSourceOptions,
  readModelFile,
  type Source,
} from '@tovec/core';
import { cooccurrenceSettings, gloveSettings } from '@tovec/training';
import { ModelTableReader } from '@tovec/vectors';
import { type VectorChoice, vectorChoice } from './choice.js';
import { Glove, gloveId } from './glove.js';
import type { GloveModelSettings } from './options.js';
import type { GloveReport } from './report.js';
import { isGloveTensor, readGloveTensors } from './tensors.js';

/** How a model is loaded. */
export interface LoadGloveOptions extends OpenSourceOptions {
  /** Which vectors words get; default: those it was saved with. */
  readonly vectors?: VectorChoice | undefined;
}

/**
 * Loads a model that `Glove.save` wrote. Vectors that Stanford's tool wrote are text without biases:
 * read them with `readVectors` of `@tovec/vectors`.
 *
 * @throws ModelFileError when it is damaged or not a GloVe model
 * @throws SourceError when the source cannot be read
 * @example
 * ```ts
 * import { tmpdir } from 'node:os';
 * import { loadGlove, trainGlove } from '@tovec/word/glove';
 *
 * const path = `${tmpdir()}/tovec-example-glove.safetensors`;
 * const options = { dimensions: 8, minCount: 1, workers: 1 };
 * await (await trainGlove('one two three four '.repeat(50), options)).save(path);
 * const model = await loadGlove(path, { vectors: 'word' });
 * console.log(model.vectors.size, model.settings.xMax); // 4 100
 * ```
 */
export async function loadGlove(source: Source, options: LoadGloveOptions = {}): Promise<Glove> {
  const { vectors: choice, ...opening } = options;
  if (choice !== undefined) vectorChoice(choice);
  const table = new ModelTableReader();
  const model = await readModelFile(source, {
    ...opening,
    encoder: gloveId,
    select: (info) => table.select(info, (other) => (isGloveTensor(other) ? undefined : 'skip')),
  });
  const file = typeof source === 'string' ? source : 'the model';
  const vectors = table.vectors(model, file);
  if (!model.report) throw new ModelFileError('the model has no training report', { file });
  const settings = settingsOf(model.config, vectors.dimensions, file);
  const loaded = new Glove({
    vectors,
    tables: readGloveTensors(model.tensors, vectors.size, settings.dimensions, file),
    settings,
    report: model.report as unknown as GloveReport,
  });
  if (choice === undefined || choice === settings.vectors) return loaded;
  const chosen = loaded.withVectors(choice);
  await loaded.dispose();
  return chosen;
}

function settingsOf(config: object, dimensions: number, file: string): GloveModelSettings {
  try {
    const { vectors } = config as { vectors?: VectorChoice };
    const settings = {
      ...gloveSettings(config),
      ...cooccurrenceSettings(config),
      vectors: vectorChoice(vectors),
    };
    const factor = settings.vectors === 'concatenation' ? 2 : 1;
    check.oneOf('dimensions', settings.dimensions * factor, [dimensions]);
    return settings;
  } catch (cause) {
    throw new ModelFileError(`the model's settings cannot be: ${(cause as Error).message}`, {
      file,
      cause,
    });
  }
}
