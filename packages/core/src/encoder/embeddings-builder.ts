import { InvalidInputError } from '../errors/invalid-input-error.js';
import { type Embeddings, makeEmbeddings, type Precision } from './embeddings.js';
import type { RowNote } from './encoder.js';

/** Takes vectors in any order, as they come, and holds them in the wanted precision only. */
export interface EmbeddingsBuilder {
  /** Keeps a vector, which may be reused afterwards. */
  put(row: number, vector: Float32Array): void;
  finish(notes: readonly RowNote[]): Embeddings<Precision>;
}

export function createEmbeddingsBuilder(
  precision: Precision,
  rows: number,
  dimensions: number,
): EmbeddingsBuilder {
  switch (precision) {
    case 'float32': {
      const data = allocate(rows, dimensions, 4, (length) => new Float32Array(length));
      const parts = { data, rows, dimensions, valuesPerRow: dimensions, scales: undefined };
      return {
        put: (row, vector) => data.set(vector, row * dimensions),
        finish: (notes) => makeEmbeddings({ ...parts, precision, notes }),
      };
    }
    case 'int8': {
      const data = allocate(rows, dimensions, 1, (length) => new Int8Array(length));
      const scales = new Float32Array(rows);
      const parts = { data, rows, dimensions, valuesPerRow: dimensions, scales };
      return {
        put(row, vector) {
          scales[row] = quantize(vector, data, row * dimensions);
        },
        finish: (notes) => makeEmbeddings({ ...parts, precision, notes }),
      };
    }
    case 'binary': {
      const valuesPerRow = Math.ceil(dimensions / 8);
      const data = allocate(rows, valuesPerRow, 1, (length) => new Uint8Array(length));
      const parts = { data, rows, dimensions, valuesPerRow, scales: undefined };
      return {
        put: (row, vector) => packSigns(vector, data, row * valuesPerRow),
        finish: (notes) => makeEmbeddings({ ...parts, precision, notes }),
      };
    }
  }
}

/** Symmetric: the largest magnitude becomes 127. Returns what one step is worth. */
function quantize(vector: Float32Array, data: Int8Array, start: number): number {
  let largest = 0;
  for (let index = 0; index < vector.length; index++) {
    largest = Math.max(largest, Math.abs(vector[index]!));
  }
  if (largest === 0) return 0;
  for (let index = 0; index < vector.length; index++) {
    data[start + index] = Math.round((vector[index]! * 127) / largest);
  }
  return largest / 127;
}

function packSigns(vector: Float32Array, data: Uint8Array, start: number): void {
  for (let index = 0; index < vector.length; index++) {
    if (vector[index]! > 0) data[start + (index >> 3)]! |= 0x80 >> (index & 7);
  }
}

function allocate<Values>(
  rows: number,
  valuesPerRow: number,
  bytesPerValue: number,
  make: (length: number) => Values,
): Values {
  try {
    return make(rows * valuesPerRow);
  } catch (cause) {
    const gibibytes = ((rows * valuesPerRow * bytesPerValue) / 2 ** 30).toFixed(1);
    throw new InvalidInputError(
      `The result of ${rows} rows takes ${gibibytes} GiB, more than can be allocated. ` +
        "Encode the inputs in parts, or with precision 'int8' or 'binary'.",
      { argument: 'inputs', cause },
    );
  }
}
