import { createRandom, type Random } from '@tovec/core';
import { createCentroidAssigner } from '@tovec/kernels';
import { rowOf } from '../matrix/convert.js';
import { DenseMatrix } from '../matrix/dense-matrix.js';
import type { FastTextMatrix } from '../matrix/matrix.js';
import {
  centroidsPerPart,
  ProductMatrix,
  partStart,
  type QuantizedNorms,
} from '../matrix/product-matrix.js';
import { kMeans } from './k-means.js';

export interface MatrixQuantization {
  /** Numbers in each part of a vector. */
  readonly partSize: number;
  readonly separateNorms: boolean;
  readonly seed: number;
  /** Called after each part, and may wait. */
  readonly onPart: () => Promise<void>;
}

/** fastText learns centroids from so many rows at most. */
const mostPoints = 256 * centroidsPerPart;
const blockRows = 16_384;

/** Some rows of a table, which can be asked for again and again. */
export interface RowSource {
  readonly rows: number;
  readonly dimensions: number;
  /** The numbers of a row; good until the next call. */
  row(index: number): Float32Array;
  /** Copies `width` numbers of a row, from `column` on, to `target` from `at` on. */
  copy(index: number, column: number, width: number, target: Float32Array, at: number): void;
}

/** The rows of a table, or those of a list. */
export function rowSource(matrix: FastTextMatrix, list?: Uint32Array): RowSource {
  const { dimensions } = matrix;
  const buffer = new Float32Array(dimensions);
  const place = (index: number) => (list ? list[index]! : index);
  const row = (index: number) => rowOf(matrix, place(index), buffer);
  const values = matrix instanceof DenseMatrix ? matrix.matrix.values : undefined;
  return {
    ...{ rows: list ? list.length : matrix.rows, dimensions, row },
    copy(index, column, width, target, at) {
      // Called for every part of every row: of float32, without a view for each.
      const from = values ?? row(index);
      const start = (values ? place(index) * dimensions : 0) + column;
      for (let offset = 0; offset < width; offset++) target[at + offset] = from[start + offset]!;
    },
  };
}

/**
 * Learns a product quantiser from the rows of a table and writes them in its codes (Jégou et al.
 * 2011, as in fastText: 25 rounds of k-means with 256 centroids for each part).
 */
export async function quantizeMatrix(
  source: RowSource,
  { partSize, separateNorms, seed, onPart }: MatrixQuantization,
): Promise<ProductMatrix> {
  const { rows, dimensions } = source;
  const norms = separateNorms ? normsOf(source) : undefined;
  const parts = Math.ceil(dimensions / partSize);
  const centroids = new Float32Array(dimensions * centroidsPerPart);
  const codes = new Uint8Array(rows * parts);
  for (let part = 0; part < parts; part++) {
    const column = part * partSize;
    const width = Math.min(partSize, dimensions - column);
    const fill: FillPoint = (row, target, at) => {
      source.copy(row, column, width, target, at);
      const norm = norms?.[row] || 1;
      if (norm === 1) return;
      for (let offset = 0; offset < width; offset++) target[at + offset]! /= norm;
    };
    const learned = learnAndEncode(rows, width, createRandom(seed, part), fill, (row, code) => {
      codes[row * parts + part] = code;
    });
    centroids.set(learned, partStart(part, partSize));
    await onPart();
  }
  const quantizer = { dimensions, parts, partSize, centroids };
  return new ProductMatrix(
    rows,
    quantizer,
    codes,
    norms && quantizeNorms(norms, createRandom(seed, parts)),
  );
}

type FillPoint = (row: number, target: Float32Array, at: number) => void;

/** Learns the centroids of one part from some rows, and puts down the codes of all. */
function learnAndEncode(
  rows: number,
  width: number,
  random: Random,
  fill: FillPoint,
  put: (row: number, code: number) => void,
): Float32Array {
  const count = Math.min(rows, mostPoints);
  const sample = new Float32Array(count * width);
  for (let point = 0; point < count; point++) {
    // One row out of each of `count` stretches of the table.
    const first = Math.floor((point * rows) / count);
    const next = Math.floor(((point + 1) * rows) / count);
    fill(first + random.integer(next - first), sample, point * width);
  }
  const centroids = kMeans(sample, width, random);
  const assigner = createCentroidAssigner(width, Math.min(rows, blockRows));
  for (let first = 0; first < rows; first += blockRows) {
    const here = Math.min(blockRows, rows - first);
    for (let at = 0; at < here; at++) fill(first + at, assigner.points, at * width);
    const codes = assigner.assign(here, centroids);
    for (let at = 0; at < here; at++) put(first + at, codes[at]!);
  }
  return centroids;
}

function quantizeNorms(norms: Float32Array, random: Random): QuantizedNorms {
  const codes = new Uint8Array(norms.length);
  const values = learnAndEncode(
    ...([norms.length, 1, random] as const),
    (row, target, at) => {
      target[at] = norms[row]!;
    },
    (row, code) => {
      codes[row] = code;
    },
  );
  return { codes, values };
}

/** The lengths of all rows. */
export function normsOf({ rows, row }: RowSource): Float32Array {
  const norms = new Float32Array(rows);
  for (let index = 0; index < rows; index++) {
    const vector = row(index);
    let sum = 0;
    for (let at = 0; at < vector.length; at++) sum += vector[at]! * vector[at]!;
    norms[index] = Math.sqrt(sum);
  }
  return norms;
}
