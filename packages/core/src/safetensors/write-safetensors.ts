import { describeValue } from '../describe-value.js';
import { InvalidInputError } from '../errors/invalid-input-error.js';
import { encodeUtf8 } from '../files/utf8.js';
import { type WriteFileAtomicallyOptions, writeFileAtomically } from '../files/write-atomically.js';
import { DTYPE_BYTES, type TensorToWrite, tensorBytes } from './tensor.js';

export interface SafetensorsToWrite {
  /** Free text by name, kept in the header. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  readonly tensors: readonly TensorToWrite[];
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
      for (const { bytes } of tensors) await file.write(bytes);
    },
    options,
  );
}

function encodeHeader(
  metadata: Readonly<Record<string, string>> | undefined,
  tensors: readonly TensorToWrite[],
): Uint8Array {
  const entries: [string, unknown][] = metadata === undefined ? [] : [['__metadata__', metadata]];
  let begin = 0;
  for (const { name, dtype, shape, bytes } of tensors) {
    entries.push([name, { dtype, shape, data_offsets: [begin, begin + bytes.length] }]);
    begin += bytes.length;
  }
  const json = encodeUtf8(JSON.stringify(Object.fromEntries(entries)));
  const length = Math.ceil(json.length / 8) * 8;
  const header = new Uint8Array(8 + length).fill(0x20);
  new DataView(header.buffer).setBigUint64(0, BigInt(length), true);
  header.set(json, 8);
  return header;
}

function checkTensors(tensors: readonly TensorToWrite[]): void {
  const names = new Set(['__metadata__']);
  for (const { name, dtype, shape, bytes } of tensors) {
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
    if (bytes.length !== expected) {
      throw refuse(
        `is ${dtype} of shape [${shape.join(', ')}], which is ${expected} bytes, but has ${bytes.length}`,
      );
    }
  }
}
