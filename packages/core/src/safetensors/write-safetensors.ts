import { describeValue } from '../describe-value.js';
import { InvalidInputError } from '../errors/invalid-input-error.js';
import type { FileSink } from '../files/buffered-sink.js';
import { encodeUtf8 } from '../files/utf8.js';
import { type WriteFileAtomicallyOptions, writeFileAtomically } from '../files/write-atomically.js';
import { DTYPE_BYTES, type StreamedTensor, type TensorToWrite, tensorBytes } from './tensor.js';

export interface SafetensorsToWrite {
  /** Free text by name, kept in the header. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  readonly tensors: readonly (TensorToWrite | StreamedTensor)[];
}

/**
 * Writes a safetensors file, atomically (see {@link writeFileAtomically}). As in the reference
 * implementation, tensors with the widest elements come first and the header is padded to 8 bytes,
 * so that each tensor can be mapped into memory as it is.
 *
 * @throws InvalidInputError when a tensor's bytes do not fit its dtype and shape, or a name repeats
 * @throws SourceError when the file cannot be written
 */
export async function writeSafetensors(
  path: string,
  content: SafetensorsToWrite,
  options: WriteFileAtomicallyOptions = {},
): Promise<void> {
  checkTensors(content.tensors);
  const tensors = content.tensors.toSorted((a, b) => DTYPE_BYTES[b.dtype] - DTYPE_BYTES[a.dtype]);
  const header = encodeHeader(content.metadata, tensors);
  await writeFileAtomically(
    path,
    async (file) => {
      await file.write(header);
      for (const tensor of tensors) {
        if ('bytes' in tensor) await file.write(tensor.bytes);
        else await writeChunks(file, tensor);
      }
    },
    options,
  );
}

function encodeHeader(
  metadata: Readonly<Record<string, string>> | undefined,
  tensors: readonly (TensorToWrite | StreamedTensor)[],
): Uint8Array {
  const entries: [string, unknown][] = metadata === undefined ? [] : [['__metadata__', metadata]];
  let begin = 0;
  for (const { name, dtype, shape } of tensors) {
    const end = begin + tensorBytes(dtype, shape)!;
    entries.push([name, { dtype, shape, data_offsets: [begin, end] }]);
    begin = end;
  }
  const json = encodeUtf8(JSON.stringify(Object.fromEntries(entries)));
  const length = Math.ceil(json.length / 8) * 8;
  const header = new Uint8Array(8 + length).fill(0x20);
  new DataView(header.buffer).setBigUint64(0, BigInt(length), true);
  header.set(json, 8);
  return header;
}

async function writeChunks(file: FileSink, tensor: StreamedTensor): Promise<void> {
  let written = 0;
  for await (const chunk of tensor.chunks()) {
    await file.write(chunk);
    written += chunk.length;
  }
  if (written !== tensorBytes(tensor.dtype, tensor.shape)) {
    throw wrongLength(tensor, written);
  }
}

function checkTensors(tensors: readonly (TensorToWrite | StreamedTensor)[]): void {
  const names = new Set(['__metadata__']);
  for (const tensor of tensors) {
    const { name, dtype, shape } = tensor;
    const refuse = (problem: string) =>
      new InvalidInputError(`The tensor ${describeValue(name)} ${problem}.`, {
        argument: 'tensors',
        given: name,
      });
    if (names.has(name)) throw refuse('is there twice, or has a reserved name');
    names.add(name);
    if (!Object.hasOwn(DTYPE_BYTES, dtype)) {
      throw refuse(`has the unknown dtype ${describeValue(dtype)}`);
    }
    const expected = tensorBytes(dtype, shape);
    if (expected === undefined || shape.some((size) => !Number.isSafeInteger(size) || size < 0)) {
      throw refuse(`has the impossible shape [${shape.join(', ')}]`);
    }
    if ('bytes' in tensor && tensor.bytes.length !== expected) {
      throw wrongLength(tensor, tensor.bytes.length);
    }
  }
}

function wrongLength(
  { name, dtype, shape }: Pick<TensorToWrite, 'name' | 'dtype' | 'shape'>,
  bytes: number,
): InvalidInputError {
  return new InvalidInputError(
    `The tensor ${describeValue(name)} is ${dtype} of shape [${shape.join(', ')}], which is ` +
      `${tensorBytes(dtype, shape)} bytes, but has ${bytes}.`,
    { argument: 'tensors', given: name },
  );
}
