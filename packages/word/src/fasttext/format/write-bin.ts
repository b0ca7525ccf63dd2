import { type FileSink, InvalidInputError, type Items, writeFileAtomically } from '@tovec/core';
import type { FastTextArguments } from '../arguments.js';
import type { FastTextDictionary } from '../dictionary.js';
import { rowOf } from '../matrix/convert.js';
import { DenseMatrix } from '../matrix/dense-matrix.js';
import type { FastTextMatrix } from '../matrix/matrix.js';
import {
  centroidsPerPart,
  ProductMatrix,
  type ProductQuantizer,
} from '../matrix/product-matrix.js';
import type { FastTextParts } from '../parts.js';
import { FieldWriter } from './field-writer.js';
import { fastTextMagic, losses, models } from './read-arguments.js';

/** Words, and rows that have to be decoded, written at a time. */
const blockRows = 1024;

/**
 * Writes a model as fastText does (version 12), so that its tools, gensim and other readers load it:
 * quantised tables as they are, all others as float32.
 *
 * @throws InvalidInputError when the model has no output table, or a word the format cannot hold
 */
export async function writeFastTextFile(
  path: string,
  { settings, dictionary, input, output }: FastTextParts,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<void> {
  if (!output) {
    throw new InvalidInputError(
      "This model has no output table, which fastText's format needs: it was loaded with output: " +
        "'skip'. Load all of it, or write the format 'tovec'.",
      { argument: 'format', given: 'fasttext-bin' },
    );
  }
  checkNames(dictionary.words);
  checkNames(dictionary.labels);
  await writeFileAtomically(
    path,
    async (file) => {
      await file.write(argumentFields(settings));
      await writeDictionary(file, dictionary);
      await writeMatrix(file, input, input.precision === 'product');
      await writeMatrix(file, output, output.precision === 'product');
    },
    { signal: options.signal },
  );
}

function argumentFields(settings: FastTextArguments): Uint8Array {
  const fields = new FieldWriter(64);
  fields.int32(fastTextMagic).int32(12).int32(settings.dimensions).int32(settings.window);
  fields.int32(settings.epochs).int32(settings.minCount).int32(settings.negative);
  fields.int32(settings.wordNgrams).int32(losses.indexOf(settings.loss) + 1);
  fields.int32(models.indexOf(settings.model) + 1).int32(settings.bucket);
  fields.int32(settings.minn).int32(settings.maxn).int32(settings.learningRateUpdateRate);
  return fields.float64(settings.sample).bytes();
}

async function writeDictionary(file: FileSink, dictionary: FastTextDictionary): Promise<void> {
  const { words, wordCounts, labels, labelCounts, tokens, pruned } = dictionary;
  const head = new FieldWriter(28).int32(words.length + labels.length).int32(words.length);
  head
    .int32(labels.length)
    .int64(tokens)
    .int64(pruned ? pruned.size : -1);
  await file.write(head.bytes());
  await writeEntries(file, words, wordCounts, 0);
  await writeEntries(file, labels, labelCounts, 1);
  if (!pruned) return;
  const pairs = new FieldWriter(pruned.size * 8);
  for (const [slot, row] of pruned) pairs.int32(slot).int32(row);
  await file.write(pairs.bytes());
}

async function writeEntries(
  file: FileSink,
  { utf8, offsets, length }: Items,
  counts: Float64Array,
  type: number,
): Promise<void> {
  for (let first = 0; first < length; first += blockRows) {
    const last = Math.min(first + blockRows, length);
    const block = new FieldWriter(offsets[last]! - offsets[first]! + 10 * (last - first));
    for (let row = first; row < last; row++) {
      block.raw(utf8.subarray(offsets[row]!, offsets[row + 1]!)).uint8(0);
      block.int64(counts[row]!).uint8(type);
    }
    await file.write(block.bytes());
  }
}

async function writeMatrix(
  file: FileSink,
  matrix: FastTextMatrix,
  isQuantized: boolean,
): Promise<void> {
  await file.write(Uint8Array.of(isQuantized ? 1 : 0));
  if (matrix instanceof ProductMatrix) return writeProductMatrix(file, matrix);
  const { rows, dimensions } = matrix;
  await file.write(new FieldWriter(16).int64(rows).int64(dimensions).bytes());
  if (matrix instanceof DenseMatrix) return file.write(bytesOf(matrix.matrix.values));
  const block = new Float32Array(blockRows * dimensions);
  const buffer = new Float32Array(dimensions);
  for (let first = 0; first < rows; first += blockRows) {
    const count = Math.min(blockRows, rows - first);
    for (let at = 0; at < count; at++)
      block.set(rowOf(matrix, first + at, buffer), at * dimensions);
    await file.write(bytesOf(block.subarray(0, count * dimensions)));
  }
}

async function writeProductMatrix(file: FileSink, matrix: ProductMatrix): Promise<void> {
  const { rows, dimensions, codes, quantizer, norms } = matrix;
  const head = new FieldWriter(21)
    .uint8(norms ? 1 : 0)
    .int64(rows)
    .int64(dimensions);
  await file.write(head.int32(codes.length).bytes());
  await file.write(codes);
  await writeQuantizer(file, quantizer);
  if (!norms) return;
  await file.write(norms.codes);
  const centroids = norms.values;
  await writeQuantizer(file, { dimensions: 1, partSize: 1, parts: 1, centroids });
}

async function writeQuantizer(
  file: FileSink,
  { dimensions, parts, partSize, centroids }: ProductQuantizer,
): Promise<void> {
  const head = new FieldWriter(16).int32(dimensions).int32(parts).int32(partSize);
  await file.write(head.int32(dimensions - (parts - 1) * partSize).bytes());
  await file.write(bytesOf(centroids.subarray(0, dimensions * centroidsPerPart)));
}

/** A word ends where a zero byte is. */
function checkNames(items: Items): void {
  const place = items.utf8.indexOf(0);
  if (place < 0) return;
  const row = items.offsets.findIndex((offset) => offset > place) - 1;
  throw new InvalidInputError(
    `The word ${JSON.stringify(items.at(row))} has a zero byte in it, which fastText's format ` +
      "cannot hold. Write the format 'tovec' instead.",
    { argument: 'format', given: 'fasttext-bin' },
  );
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
