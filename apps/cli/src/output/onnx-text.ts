import type { OnnxModelInfo, OnnxTensor } from '@tovec/nn';
import { bytes, count } from './numbers.js';
import { table } from './table.js';

/** What is told of an ONNX file. */
export interface OnnxInfo extends OnnxModelInfo {
  readonly model: string;
  readonly inputs: readonly OnnxTensor[];
  readonly outputs: readonly OnnxTensor[];
  readonly tensors: readonly OnnxTensor[];
  readonly weights: readonly OnnxTensor[];
  readonly totals: {
    readonly weights: number;
    readonly parameters: number;
    readonly weightBytes: number;
    readonly tensors: number;
  };
}

/** An ONNX file for people: what it is, and its tensors in the order in which they are computed. */
export function onnxText(info: OnnxInfo): string {
  const { totals, producer, description, opsets, properties } = info;
  const heading: string[][] = [
    ['model', info.model],
    ...(producer ? [['producer', producer]] : []),
    ...(description ? [['description', description]] : []),
    [
      'opsets',
      Object.entries(opsets)
        .map((entry) => entry.join(' '))
        .join(', '),
    ],
    ...Object.entries(properties).map(([name, value]) => [name, value]),
    [
      'weights',
      `${count(totals.parameters)} numbers in ${count(totals.weights)} tensors, ${bytes(totals.weightBytes)}`,
    ],
    ['computed', `${count(totals.tensors)} tensors`],
  ];
  const list = (title: string, tensors: readonly OnnxTensor[]) =>
    tensors.length === 0 ? [] : ['', title, table(tensors.map(rowOf)).replace(/^/gm, '  ')];
  return [
    table(heading),
    ...list('inputs', info.inputs),
    ...list('outputs', info.outputs),
    ...list('tensors', info.tensors),
    ...list('weights', info.weights),
  ].join('\n');
}

function rowOf({ name, type, shape, op, bytes: size }: OnnxTensor): string[] {
  const lengths = shape === undefined ? 'any shape' : shape.join(' × ') || 'a number';
  return [name, type ?? '?', lengths, op ?? (size === undefined ? '' : bytes(size))];
}
