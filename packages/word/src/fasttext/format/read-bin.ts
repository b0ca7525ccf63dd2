import { type ByteReader, createProgress, ModelFileError, type OnProgress } from '@tovec/core';
import type { RoundedPrecision } from '../matrix/convert.js';
import type { FastTextMatrix } from '../matrix/matrix.js';
import { type FastTextParts, inputRows, outputRows } from '../parts.js';
import { FieldReader } from './field-reader.js';
import { readArguments } from './read-arguments.js';
import { readDictionary } from './read-dictionary.js';
import { type MatrixReading, readDenseMatrix, readShape } from './read-matrix.js';
import { readProductMatrix } from './read-product-matrix.js';

export interface FastTextReading {
  /** How to hold the tables; a quantised one stays as it is. Default `'float32'`. */
  readonly precision?: RoundedPrecision | undefined;
  /** Whether the output table is needed, too; default `'keep'`. */
  readonly output?: 'keep' | 'skip' | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/**
 * Reads a fastText model file from front to back: versions 11 and 12, quantised or not, and the one
 * before there were versions. Nothing it says is believed before it is checked against the rest.
 */
export async function readFastTextFile(
  source: ByteReader,
  { precision = 'float32', output = 'keep', onProgress }: FastTextReading,
): Promise<FastTextParts> {
  const fields = new FieldReader(source);
  const { version, settings } = await readArguments(fields);
  const dictionary = await readDictionary(fields, version, settings);
  const progress = createProgress({
    ...{ phase: 'read', unit: 'bytes', total: source.size, onProgress },
  });
  const common = {
    dimensions: settings.dimensions,
    precision,
    onBytes: (position: number) => progress.report(position),
  };
  const flag = async (what: string) => {
    if (version === 'old') return false;
    await fields.load(1);
    return fields.boolean(what);
  };
  const isQuantized = await flag("'quantised'");
  if (dictionary.pruned && !isQuantized) {
    throw fields.refuse('the dictionary is pruned, but the table is not quantised');
  }
  const leastRows = inputRows({ settings, dictionary });
  const inputReading = { ...common, name: 'input', leastRows };
  const input = await readMatrix(fields, isQuantized, inputReading);
  const isOutputQuantized = (await flag("'output quantised'")) && isQuantized;
  const wanted = outputRows({ settings, dictionary });
  const outputReading = { ...common, name: 'output', leastRows: wanted };
  if (output === 'skip') {
    await passMatrix(fields, isOutputQuantized, outputReading);
    return { settings, dictionary, input, output: undefined };
  }
  const parts = {
    ...{ settings, dictionary, input },
    output: await readMatrix(fields, isOutputQuantized, outputReading),
  };
  if (settings.model === 'supervised' && parts.output.rows !== wanted) {
    throw fields.refuse(`the output table has ${parts.output.rows} rows for ${wanted} labels`);
  }
  const offset = source.position;
  if ((await source.peek(1)).length > 0) {
    throw new ModelFileError('there are bytes behind the output table; the file is damaged', {
      ...{ file: source.name, offset },
    });
  }
  return parts;
}

function readMatrix(
  fields: FieldReader,
  isQuantized: boolean,
  reading: MatrixReading,
): Promise<FastTextMatrix> {
  return isQuantized ? readProductMatrix(fields, reading) : readDenseMatrix(fields, reading);
}

/** Leaves out a table, after a look at whether all of it is there; quantised ones are small. */
async function passMatrix(fields: FieldReader, isQuantized: boolean, reading: MatrixReading) {
  if (isQuantized) {
    await readProductMatrix(fields, reading);
    return;
  }
  const { dimensions } = reading;
  const rows = await readShape(fields, reading);
  fields.checkRoom(`${rows} rows of ${dimensions} numbers`, rows * dimensions * 4);
}
