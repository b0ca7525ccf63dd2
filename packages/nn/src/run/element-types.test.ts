import { create, toBinary } from '@bufbuild/protobuf';
import { InvalidInputError, UnsupportedError } from '@tovec/core';
import {
  AttributeProto_AttributeType as AttributeType,
  TensorProto_DataType as DataType,
  ModelProtoSchema,
} from 'onnx-buf';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { TensorArray } from '../network/tensor-data.js';
import { OnnxModel } from './onnx-model.js';

/** A model that gives `x`, cast to another type or as it is, as `y`. */
function castModel(from: DataType, to = from): Uint8Array {
  const value = (name: string, elemType: DataType) => ({
    name,
    type: {
      value: {
        case: 'tensorType' as const,
        value: { elemType, shape: { dim: [{ value: { case: 'dimParam' as const, value: 'n' } }] } },
      },
    },
  });
  const cast = {
    ...{ opType: 'Cast', input: ['x'], output: ['y'] },
    attribute: [{ name: 'to', type: AttributeType.INT, i: BigInt(to) }],
  };
  const node = from === to ? [{ opType: 'Identity', input: ['x'], output: ['y'] }] : [cast];
  const graph = { name: 'cast', input: [value('x', from)], output: [value('y', to)], node };
  const opsetImport = [{ domain: '', version: 17n }];
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, { irVersion: 9n, opsetImport, graph }),
  );
}

async function opened(model: Uint8Array) {
  const result = await OnnxModel.open(model);
  onTestFinished(() => result.dispose());
  return result;
}

describe('a model of another element type', () => {
  test.each<[keyof typeof DataType, TensorArray]>([
    ['DOUBLE', Float64Array.of(0.1, -2)],
    ['FLOAT16', Uint16Array.of(0x3c00, 0x8000)],
    ['INT64', BigInt64Array.of(-1n, 2n ** 40n)],
    ['UINT8', Uint8Array.of(0, 255)],
    ['BOOL', Uint8Array.of(1, 0)],
  ])('%s takes and gives the array of its type', async (type, data) => {
    const model = await opened(castModel(DataType[type]));
    expect(await model.run({ x: { data, shape: [2] } })).toEqual({ y: { data, shape: [2] } });
  });

  test('cannot take or give strings', async () => {
    const text = await opened(castModel(DataType.STRING));
    const given = { data: ['a'] as never, shape: [1] };
    await expect(text.run({ x: given })).rejects.toThrow(UnsupportedError);
    const spelt = await opened(castModel(DataType.FLOAT, DataType.STRING));
    await expect(spelt.run({ x: { data: Float32Array.of(1), shape: [1] } })).rejects.toThrow(
      "The output 'y' of the given bytes is string; only tensors of numbers can be given.",
    );
    const read = await opened(castModel(DataType.STRING, DataType.FLOAT));
    await expect(read.run({ x: given })).rejects.toThrow(InvalidInputError);
  });
});

test('no rows give no rows', async () => {
  const model = await opened(castModel(DataType.FLOAT));
  const x = { data: new Float32Array(), shape: [0] };
  expect(await model.run({ x })).toEqual({ y: x });
});
