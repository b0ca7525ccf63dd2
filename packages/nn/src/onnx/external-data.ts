import { create } from '@bufbuild/protobuf';
import {
  TensorProto_DataLocation as DataLocation,
  StringStringEntryProtoSchema,
  type TensorProto,
  TensorProtoSchema,
} from 'onnx-buf';

/** Where in a file the numbers of a tensor lie. */
export interface WeightPlace {
  readonly offset: number;
  readonly length: number;
}

/** A tensor that says where its numbers are, and nothing else. */
export function externalTensor(location: string, place: WeightPlace): TensorProto {
  const { offset, length } = place;
  const entries = { location, offset: String(offset), length: String(length) };
  return create(TensorProtoSchema, {
    dataLocation: DataLocation.EXTERNAL,
    externalData: Object.entries(entries).map(([key, value]) =>
      create(StringStringEntryProtoSchema, { key, value }),
    ),
  });
}
