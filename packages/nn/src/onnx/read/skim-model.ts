import { toBinary } from '@bufbuild/protobuf';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { type ByteReader, UnsupportedError } from '@tovec/core';
import { TensorProto_DataType as DataType, TensorProtoSchema } from 'onnx-buf';
import { externalTensor, type WeightPlace } from '../external-data.js';
import { ProtoStream } from './proto-stream.js';

/** Tensors with fewer bytes stay in the model. */
const LARGE_BYTES = 1 << 16;
/** What is left without its large tensors must fit into memory comfortably. */
const LARGEST_SKIMMED = 2 ** 30;

/** Puts the numbers of a large tensor somewhere. */
export type KeepLarge = (length: number, pieces: AsyncIterable<Uint8Array>) => Promise<WeightPlace>;

type Message = 'model' | 'graph' | 'tensor';

/** Which fields hold messages to look into: `ModelProto.graph` and `GraphProto.initializer`. */
const nested: Record<Message, Readonly<Record<number, Message>>> = {
  model: { 7: 'graph' },
  graph: { 5: 'tensor' },
  tensor: {},
};
const DATA_TYPE = 2;
const FLOAT_DATA = 4;
const RAW_DATA = 9;

/**
 * Reads a model but for the numbers of its large tensors, which go elsewhere as they come by, so that a
 * large model is never in memory.
 *
 * @param location what the model that is left calls the place where they are
 */
export async function skimModel(
  reader: ByteReader,
  location: string,
  keepLarge: KeepLarge,
): Promise<Uint8Array> {
  const stream = new ProtoStream(reader);
  let skimmed = 0;
  if (await stream.isAtEnd()) throw stream.fail('it is empty');

  const skim = async (message: Message, end: number): Promise<Uint8Array> => {
    const parts: Uint8Array[] = [];
    let dataType = 0;
    let large: { readonly field: number; readonly place: WeightPlace } | undefined;
    while (end === Number.POSITIVE_INFINITY ? !(await stream.isAtEnd()) : stream.position < end) {
      const tag = await stream.varint();
      const field = Math.floor(tag.value / 8);
      const wireType = tag.value % 8;
      if (field === 0 || field >= 2 ** 29) throw stream.fail(`there is no field ${field}`);
      if (wireType === WireType.Varint) {
        const { value, bytes } = await stream.varint();
        if (message === 'tensor' && field === DATA_TYPE) dataType = value;
        parts.push(tag.bytes, bytes);
      } else if (wireType === WireType.Bit64 || wireType === WireType.Bit32) {
        parts.push(tag.bytes, await gather(wireType === WireType.Bit64 ? 8 : 4));
      } else if (wireType === WireType.LengthDelimited) {
        const length = await stream.length(end);
        const inner = nested[message][field];
        const isData = message === 'tensor' && (field === RAW_DATA || field === FLOAT_DATA);
        if (isData && length >= LARGE_BYTES) {
          if (large !== undefined) throw stream.fail('a tensor has its numbers twice');
          large = { field, place: await keepLarge(length, stream.pieces(length)) };
        } else {
          const bytes = inner ? await skim(inner, stream.position + length) : await gather(length);
          parts.push(tag.bytes, new BinaryWriter().uint32(bytes.length).finish(), bytes);
        }
      } else throw stream.fail(`there is no wire type ${wireType}`);
      if (stream.position > end) throw stream.fail('a field reaches beyond what it is in');
    }
    if (large !== undefined) {
      // Packed floats lie as raw data do.
      if (large.field === FLOAT_DATA && dataType !== DataType.FLOAT) {
        throw stream.fail('a tensor that is not float has floats');
      }
      parts.push(toBinary(TensorProtoSchema, externalTensor(location, large.place)));
    }
    return Buffer.concat(parts);
  };

  const gather = async (length: number): Promise<Uint8Array> => {
    skimmed += length;
    if (skimmed > LARGEST_SKIMMED) {
      throw new UnsupportedError(
        `${reader.name} has more than ${LARGEST_SKIMMED} bytes beside its large tensors, more than can be read.`,
      );
    }
    const pieces: Uint8Array[] = [];
    for await (const piece of stream.pieces(length)) pieces.push(piece.slice());
    return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
  };

  return skim('model', stream.limit);
}
