import { type ByteReader, ModelFileError } from '@tovec/core';
import { mostDimensions } from './header.js';

/** Element types of a `.npy` that can be read, by NumPy's names. */
const elementTypes = { f2: 2, f4: 4, f8: 8 } as const;

export interface NpyHeader {
  readonly type: keyof typeof elementTypes;
  readonly bigEndian: boolean;
  readonly itemBytes: number;
  readonly rows: number;
  readonly dimensions: number;
}

/** A header is a few dozen bytes; NumPy itself refuses more than 10,000 characters. */
const longestHeader = 65_536;

export const npyMagic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] as const;

/** Reads the header of a NumPy array file, version 1, 2 or 3: a table of float16, 32 or 64. */
export async function readNpyHeader(reader: ByteReader): Promise<NpyHeader> {
  const file = reader.name;
  const refuse = (message: string) => new ModelFileError(message, { file, offset: 0 });
  const start = new Uint8Array(8);
  await reader.readExactly(start);
  if (npyMagic.some((byte, at) => start[at] !== byte))
    throw refuse('this is not a NumPy array file');
  const version = start[6]!;
  if (version < 1 || version > 3) {
    throw refuse(`NumPy file version ${version} is unknown; 1, 2 and 3 can be read`);
  }
  const lengthBytes = new Uint8Array(version === 1 ? 2 : 4);
  await reader.readExactly(lengthBytes);
  const length = lengthBytes.reduceRight((sum, byte) => sum * 256 + byte, 0);
  if (length > longestHeader) throw refuse(`the NumPy header claims to be ${length} bytes long`);
  const bytes = new Uint8Array(length);
  await reader.readExactly(bytes);
  const text = new TextDecoder().decode(bytes);

  const descr = /'descr'\s*:\s*'([<>=|])(\w+)'/.exec(text);
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const shape = /'shape'\s*:\s*\(([\d,\s]*)\)/.exec(text)?.[1];
  if (!descr || !order || shape === undefined) {
    throw refuse(`the NumPy header ${JSON.stringify(text.slice(0, 100))} is not understood`);
  }
  const type = descr[2] as keyof typeof elementTypes;
  if (!Object.hasOwn(elementTypes, type)) {
    throw refuse(`the array has elements of type '${descr[2]}'; save it as float32 (astype('f4'))`);
  }
  if (order === 'True') {
    throw refuse('the array is stored by columns; save numpy.ascontiguousarray(it) instead');
  }
  const sizes = shape.split(',').flatMap((size) => (size.trim() === '' ? [] : [Number(size)]));
  const [rows, dimensions] = sizes;
  if (sizes.length !== 2 || rows === undefined || dimensions === undefined) {
    throw refuse(`the array has the shape (${shape}); a table of rows × dimensions is needed`);
  }
  if (dimensions < 1 || dimensions > mostDimensions) {
    throw refuse(`the array has ${dimensions} columns; 1 to ${mostDimensions} can be read`);
  }
  const itemBytes = elementTypes[type];
  const dataBytes = rows * dimensions * itemBytes;
  if (reader.size !== undefined && dataBytes !== reader.size - reader.position) {
    throw refuse(
      `the header promises ${rows} × ${dimensions} numbers in ${dataBytes} bytes, ` +
        `but ${reader.size - reader.position} bytes follow; the file is truncated or damaged`,
    );
  }
  return { type, bigEndian: descr[1] === '>', itemBytes, rows, dimensions };
}
