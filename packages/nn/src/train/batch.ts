import { describeValue, InvalidInputError, type Random } from '@tovec/core';
import type { TensorData } from '../network/tensor-data.js';

/** Examples with what is known of them; the first axis of each tensor counts the examples. */
export interface Batch {
  /** The inputs of the network, by name. */
  readonly inputs: Readonly<Record<string, TensorData>>;
  /** What the loss compares with, by name. Whole numbers are ids (int32), others float32. */
  readonly targets: Readonly<Record<string, TensorData>>;
}

/** Batches made as they are needed, where the examples are too many to be held at once. */
export interface BatchSource {
  /** How many batches an epoch takes. */
  readonly stepsPerEpoch: number;
  /**
   * The batches of an epoch, counted from 1. What it gives may depend on `epoch` and `random` only, so
   * that a run that was interrupted can go on.
   */
  batches(epoch: number, random: Random): Iterable<Batch> | AsyncIterable<Batch>;
}

/** How many examples a batch has. @throws InvalidInputError where its tensors disagree */
export function countExamples({ inputs, targets }: Batch): number {
  let count: number | undefined;
  for (const [name, tensor] of [...Object.entries(inputs), ...Object.entries(targets)]) {
    checkTensor(name, tensor);
    const length = tensor.shape[0];
    if (length === undefined) throw refused(name, 'must have an axis that counts the examples');
    if (count !== undefined && length !== count) {
      throw refused(name, `has ${length} examples, where others have ${count}`);
    }
    count = length;
  }
  if (!count) throw new InvalidInputError('There are no examples.', { argument: 'data' });
  return count;
}

/** Some of the examples, in this order. */
export function pickExamples({ inputs, targets }: Batch, order: ArrayLike<number>): Batch {
  const pick = (tensors: Readonly<Record<string, TensorData>>) =>
    Object.fromEntries(Object.entries(tensors).map(([name, of]) => [name, pickRows(of, order)]));
  return { inputs: pick(inputs), targets: pick(targets) };
}

function pickRows({ data, shape }: TensorData, order: ArrayLike<number>): TensorData {
  const width = data.length / shape[0]!;
  const picked = data.slice(0, 0).constructor as new (length: number) => typeof data;
  const rows = new picked(order.length * width);
  for (let row = 0; row < order.length; row++) {
    const from = order[row]! * width;
    (rows as Float32Array).set((data as Float32Array).subarray(from, from + width), row * width);
  }
  return { data: rows, shape: [order.length, ...shape.slice(1)] };
}

function checkTensor(name: string, tensor: TensorData): void {
  const { data, shape } = tensor ?? {};
  if (!ArrayBuffer.isView(data) || !Array.isArray(shape)) {
    throw refused(name, `must be { data, shape }, but was ${describeValue(tensor)}`);
  }
  const size = shape.reduce((product, length) => product * length, 1);
  if (size !== data.length) {
    throw refused(
      name,
      `of shape [${shape.join(', ')}] needs ${size} numbers, but has ${data.length}`,
    );
  }
}

function refused(name: string, problem: string): InvalidInputError {
  return new InvalidInputError(`data: '${name}' ${problem}.`, { argument: 'data' });
}
