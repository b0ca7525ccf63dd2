import {
  centroidsPerPart,
  ProductMatrix,
  type ProductQuantizer,
} from '../matrix/product-matrix.js';
import type { FieldReader } from './field-reader.js';
import { type MatrixReading, readShape } from './read-matrix.js';

/** Reads a quantised table. */
export async function readProductMatrix(
  fields: FieldReader,
  reading: MatrixReading,
): Promise<ProductMatrix> {
  await fields.load(1);
  const hasNorms = fields.boolean("'qnorm'");
  const rows = await readShape(fields, reading);
  await fields.load(4);
  const codeBytes = fields.int32();
  const { dimensions } = reading;
  if (codeBytes < rows || codeBytes % Math.max(1, rows) !== 0) {
    throw fields.refuse(`${codeBytes} bytes are no codes of ${rows} rows; the file is damaged`);
  }
  const codes = await readBytes(fields, codeBytes, `the codes of ${rows} rows`);
  const quantizer = await readQuantizer(fields, dimensions);
  if (codeBytes !== rows * quantizer.parts) {
    throw fields.refuse(
      `${codeBytes} bytes are no codes of ${rows} rows in ${quantizer.parts} parts`,
    );
  }
  if (!hasNorms) return new ProductMatrix(rows, quantizer, codes);
  const normCodes = await readBytes(fields, rows, `the norms of ${rows} rows`);
  const { centroids } = await readQuantizer(fields, 1);
  return new ProductMatrix(rows, quantizer, codes, { codes: normCodes, values: centroids });
}

async function readQuantizer(fields: FieldReader, dimensions: number): Promise<ProductQuantizer> {
  await fields.load(16);
  const [columns, parts, partSize, lastSize] = [1, 2, 3, 4].map(() => fields.int32());
  const isWhole =
    columns === dimensions &&
    partSize! >= 1 &&
    partSize! <= dimensions &&
    parts === Math.ceil(dimensions / partSize!) &&
    lastSize === dimensions - (parts - 1) * partSize!;
  if (!isWhole) {
    throw fields.refuse(
      `a product quantiser of ${columns} dimensions in ${parts} parts of ${partSize}, the last of ` +
        `${lastSize}, cannot be: the model has ${dimensions} dimensions`,
    );
  }
  const bytes = await readBytes(fields, dimensions * centroidsPerPart * 4, 'the centroids');
  const centroids = new Float32Array(bytes.buffer);
  if (!centroids.every(Number.isFinite)) {
    throw fields.refuse('a centroid is no finite number; the file is damaged');
  }
  return { dimensions, parts, partSize: partSize!, centroids };
}

async function readBytes(
  fields: FieldReader,
  count: number,
  what: string,
): Promise<Uint8Array<ArrayBuffer>> {
  fields.checkRoom(what, count);
  const { source } = fields;
  if (source.size !== undefined) {
    const bytes = new Uint8Array(count);
    await source.readExactly(bytes);
    return bytes;
  }
  // Of a stream that does not say how long it is, only what has come is allocated.
  let bytes = new Uint8Array(Math.min(count, 1 << 20));
  for (let held = 0; held < count; held = bytes.length) {
    if (held > 0) {
      const larger = new Uint8Array(Math.min(count, 2 * held));
      larger.set(bytes);
      bytes = larger;
    }
    await source.readExactly(bytes.subarray(held));
  }
  return bytes;
}
