import { describeValue } from '../describe-value.js';
import { ModelFileError } from '../errors/model-file-error.js';
import { decodeUtf8, encodeUtf8, isValidUtf8 } from '../files/utf8.js';
import { scanJson } from './scan-json.js';
import { DTYPE_BYTES, type TensorDtype, type TensorInfo, tensorBytes } from './tensor.js';

export interface Header {
  readonly metadata: Record<string, string>;
  /** In the order of their data, which covers the file without gap or overlap. */
  readonly tensors: readonly TensorInfo[];
  readonly dataBytes: number;
}

/** The first byte of the JSON text: after its length, a 64-bit integer. */
export const HEADER_START = 8;

/** name → { dtype, shape: [...] } is three levels deep. */
const MAX_DEPTH = 3;

/** Reads the JSON of a safetensors file, believing nothing of it. */
export function parseHeader(bytes: Uint8Array, file: string): Header {
  const fail = (message: string, offset = HEADER_START): never => {
    throw new ModelFileError(message, { file, offset });
  };
  if (!isValidUtf8(bytes)) fail('the safetensors header is not valid UTF-8');
  const text = decodeUtf8(bytes);
  const complaint = scanJson(text, MAX_DEPTH);
  if (complaint) {
    const before = encodeUtf8(text.slice(0, complaint.index)).length;
    fail(`the safetensors header ${complaint.message}`, HEADER_START + before);
  }
  const entries = Object.entries(parseObject(text, fail));
  const placed: { info: TensorInfo; begin: number }[] = [];
  let metadata: Record<string, string> = {};
  for (const [name, value] of entries) {
    if (name === '__metadata__') metadata = parseMetadata(value, fail);
    else placed.push(parseTensor(name, value, fail));
  }
  placed.sort((a, b) => a.begin - b.begin || a.info.byteLength - b.info.byteLength);
  let dataBytes = 0;
  for (const { info, begin } of placed) {
    if (begin !== dataBytes) {
      const what = begin < dataBytes ? 'overlaps the one before' : 'leaves a gap before it';
      fail(
        `the tensor ${describeValue(info.name)} ${what} (data offset ${begin}, not ${dataBytes})`,
      );
    }
    dataBytes += info.byteLength;
  }
  return { metadata, tensors: placed.map(({ info }) => info), dataBytes };
}

type Fail = (message: string, offset?: number) => never;

function parseObject(text: string, fail: Fail): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return fail(`the safetensors header is not JSON (${(error as Error).message})`);
  }
  return isObject(value) ? value : fail('the safetensors header is not a JSON object');
}

function parseMetadata(value: unknown, fail: Fail): Record<string, string> {
  if (!isObject(value) || !Object.values(value).every((text) => typeof text === 'string')) {
    return fail('__metadata__ must be an object of strings');
  }
  return value as Record<string, string>;
}

function parseTensor(
  name: string,
  value: unknown,
  fail: Fail,
): { info: TensorInfo; begin: number } {
  const tensor = `the tensor ${describeValue(name)}`;
  if (!isObject(value)) return fail(`${tensor} is described by ${describeValue(value)}`);
  const { dtype, shape, data_offsets: offsets } = value;
  if (typeof dtype !== 'string' || !Object.hasOwn(DTYPE_BYTES, dtype)) {
    const known = Object.keys(DTYPE_BYTES).join(', ');
    return fail(`${tensor} has the dtype ${describeValue(dtype)}; known are ${known}`);
  }
  if (!isSizes(shape)) return fail(`${tensor} has no proper shape`);
  if (!isSizes(offsets) || offsets.length !== 2)
    return fail(`${tensor} has no proper data_offsets`);
  const [begin, end] = offsets as [number, number];
  const byteLength = tensorBytes(dtype as TensorDtype, shape);
  if (byteLength === undefined || end - begin !== byteLength) {
    const wanted = byteLength ?? 'more than 2^53';
    return fail(
      `${tensor}, ${dtype} of shape [${shape.join(', ')}], takes ${wanted} bytes, ` +
        `but its data_offsets [${begin}, ${end}] hold ${end - begin}`,
    );
  }
  return { info: { name, dtype: dtype as TensorDtype, shape, byteLength }, begin };
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
