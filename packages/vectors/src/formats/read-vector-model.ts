import {
  check,
  type JsonObject,
  ModelFileError,
  type OpenSourceOptions,
  readModelFile,
  type Source,
} from '@tovec/core';
import type { KeyedVectors } from '../keyed-vectors.js';
import { ModelTableReader } from './model-table-reader.js';
import { isOutputTable, type OutputTables, readOutputTables } from './output-tables.js';

export interface ReadVectorModelOptions<Settings> extends OpenSourceOptions {
  /** The id of the encoder that the model must be of. */
  readonly encoder: string;
  /** Checks the settings of the file and completes them. @throws InvalidInputError */
  readonly settings: (config: JsonObject) => Settings;
}

/** A trained model of a table of vectors, as its file has it. */
export interface VectorModel<Settings> {
  readonly vectors: KeyedVectors;
  readonly outputs: OutputTables;
  readonly settings: Settings;
  /** What happened in training. */
  readonly report: JsonObject;
}

/**
 * Reads what a trainer of vectors saved with `vectorTensors` and `outputTableTensors`: the table, what
 * further training needs, settings and report.
 *
 * @throws ModelFileError when the file is damaged, of another encoder, or its settings cannot be;
 *   SourceError when it cannot be read
 */
export async function readVectorModel<Settings extends { readonly dimensions: number }>(
  source: Source,
  { encoder, settings, ...options }: ReadVectorModelOptions<Settings>,
): Promise<VectorModel<Settings>> {
  const table = new ModelTableReader();
  const model = await readModelFile(source, {
    ...{ ...options, encoder },
    select: (info) => table.select(info, (other) => (isOutputTable(other) ? undefined : 'skip')),
  });
  const file = typeof source === 'string' ? source : 'the model';
  const vectors = table.vectors(model, file);
  const { config, report, tensors } = model;
  if (!report) throw new ModelFileError('the model has no training report', { file });
  const checked = checkSettings(() => settings(config), vectors.dimensions, file);
  return { vectors, outputs: readOutputTables(tensors, vectors, file), settings: checked, report };
}

function checkSettings<Settings extends { readonly dimensions: number }>(
  read: () => Settings,
  dimensions: number,
  file: string,
): Settings {
  try {
    const settings = read();
    check.oneOf('dimensions', settings.dimensions, [dimensions]);
    return settings;
  } catch (cause) {
    throw new ModelFileError(`the model's settings cannot be: ${(cause as Error).message}`, {
      file,
      cause,
    });
  }
}
