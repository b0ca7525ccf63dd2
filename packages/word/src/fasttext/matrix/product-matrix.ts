import { type FastTextMatrix, RowByRow } from './matrix.js';

/** Vectors that one byte of a code can choose from. */
export const centroidsPerPart = 256;

/**
 * A product quantiser (Jégou et al. 2011): vectors are cut into parts of `partSize` numbers, and each
 * part is replaced by the nearest of 256 centroids. Of the last part there may be less.
 */
export interface ProductQuantizer {
  readonly dimensions: number;
  readonly partSize: number;
  readonly parts: number;
  /** Part after part 256 centroids, each of as many numbers as the part has. */
  readonly centroids: Float32Array;
}

/** Norms quantised apart from directions (fastText's `qnorm`): a code for each row. */
export interface QuantizedNorms {
  readonly codes: Uint8Array;
  /** The 256 norms that a code chooses from. */
  readonly values: Float32Array;
}

/** A table of codes of a product quantiser: fastText's quantised matrix. */
export class ProductMatrix extends RowByRow implements FastTextMatrix {
  readonly precision = 'product';
  readonly dimensions: number;
  readonly bytes: number;

  constructor(
    readonly rows: number,
    readonly quantizer: ProductQuantizer,
    /** `rows × parts` bytes. */
    readonly codes: Uint8Array,
    readonly norms?: QuantizedNorms | undefined,
  ) {
    super();
    this.dimensions = quantizer.dimensions;
    this.bytes =
      codes.byteLength +
      quantizer.centroids.byteLength +
      (norms ? norms.codes.byteLength + norms.values.byteLength : 0);
  }

  addRow(row: number, target: Float32Array): void {
    const { centroids, parts, partSize, dimensions } = this.quantizer;
    const norm = this.normOf(row);
    for (let part = 0, column = 0; part < parts; part++) {
      const width = Math.min(partSize, dimensions - column);
      let from = partStart(part, partSize) + this.codes[row * parts + part]! * width;
      for (const end = column + width; column < end; column++) {
        target[column]! += Math.fround(norm * centroids[from++]!);
      }
    }
  }

  dot(row: number, vector: Float32Array): number {
    const { centroids, parts, partSize, dimensions } = this.quantizer;
    let sum = 0;
    for (let part = 0, column = 0; part < parts; part++) {
      const width = Math.min(partSize, dimensions - column);
      let from = partStart(part, partSize) + this.codes[row * parts + part]! * width;
      for (const end = column + width; column < end; column++) {
        sum = Math.fround(sum + Math.fround(vector[column]! * centroids[from++]!));
      }
    }
    return Math.fround(sum * this.normOf(row));
  }

  private normOf(row: number): number {
    return this.norms ? this.norms.values[this.norms.codes[row]!]! : 1;
  }
}

/** Where the centroids of a part begin. */
export function partStart(part: number, partSize: number): number {
  return part * centroidsPerPart * partSize;
}
