import { type ByteReader, decodeUtf8, ModelFileError } from '@tovec/core';

/** More than the results of thousands of evaluations. */
const mostBytes = 1 << 29;

/**
 * The whole of a file of JSON.
 *
 * @throws ModelFileError when it is none, or larger than any that this package writes
 */
export async function readJson(reader: ByteReader): Promise<unknown> {
  const text = await readText(reader);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ModelFileError(`this is no JSON: ${oneLine((error as Error).message)}`, {
      ...{ file: reader.name, cause: error },
    });
  }
}

async function readText(reader: ByteReader): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const chunk = new Uint8Array(1 << 16);
    const count = await reader.read(chunk);
    if (count === 0) break;
    length += count;
    chunks.push(chunk.subarray(0, count));
    if (length > mostBytes) {
      throw new ModelFileError(`it is larger than ${mostBytes} bytes; results are not`, {
        file: reader.name,
      });
    }
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return decodeUtf8(bytes).replace(/^\uFEFF/, '');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
