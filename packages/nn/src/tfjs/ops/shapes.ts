import type { Tensor } from '@tensorflow/tfjs-core';
import { InvalidInputError } from '@tovec/core';
import type { Ops } from '../../network/ops.js';
import { type Numbers, readTensors, sizeOf } from '../arrays.js';
import { type Context, record } from '../context.js';
import { segmentSum } from '../gradients/segment-sum.js';
import { channelsLast, rowMajor } from '../layouts.js';
import { memoryAxis, type Value } from '../value.js';

/** What moves numbers about. */
export function shapeOps(
  context: Context,
): Pick<Ops<Value>, 'reshape' | 'transpose' | 'concat' | 'slice' | 'gather'> {
  const { engine } = context;
  const { tf } = engine;

  function reshape(input: Value, shape: readonly number[]): Value {
    const x = rowMajor(context, input);
    const before = x.tensor.shape;
    const tensor = tf.reshape(x.tensor, resolveShape(shape, before));
    return record(context, [x], tensor, (gradient) => [() => tf.reshape(gradient, before)]);
  }

  function transpose(input: Value, order: readonly number[]): Value {
    const x = rowMajor(context, input);
    const inverse = order.map((_, axis) => order.indexOf(axis));
    const tensor = tf.transpose(x.tensor, [...order]);
    return record(context, [x], tensor, (gradient) => [() => tf.transpose(gradient, inverse)]);
  }

  function concat(inputs: readonly Value[], axis: number): Value {
    const last = inputs.some(({ layout }) => layout === 'channelsLast');
    const parts = inputs.map((part) => (last ? channelsLast : rowMajor)(context, part));
    const place = memoryAxis(parts[0]!, axis);
    const tensors = parts.map(({ tensor }) => tensor);
    const backward = (gradient: Tensor) => {
      let from = 0;
      return tensors.map(({ shape }) => {
        const begin = from;
        from += shape[place]!;
        return () => sliceAlong(gradient, place, begin, shape[place]!);
      });
    };
    return record(context, parts, tf.concat(tensors, place), backward, parts[0]!.layout);
  }

  function sliceAlong(x: Tensor, place: number, begin: number, length: number): Tensor {
    const starts = x.shape.map((_, axis) => (axis === place ? begin : 0));
    return tf.slice(x, starts, x.shape.with(place, length));
  }

  function slice(x: Value, axis: number, start: number, end?: number): Value {
    const place = memoryAxis(x, axis);
    const full = x.tensor.shape[place]!;
    const clamp = (at: number) => Math.min(full, Math.max(0, at < 0 ? at + full : at));
    const [begin, stop] = [clamp(start), clamp(end ?? full)];
    const tensor = sliceAlong(x.tensor, place, begin, Math.max(0, stop - begin));
    const backward = (gradient: Tensor) => [
      () => {
        const around = x.tensor.shape.map((_, at): [number, number] =>
          at === place ? [begin, full - Math.max(begin, stop)] : [0, 0],
        );
        return tf.pad(gradient, around);
      },
    ];
    return record(context, [x], tensor, backward, x.layout);
  }

  function gather(input: Value, idsValue: Value): Value {
    const table = rowMajor(context, input);
    const ids = tf.cast(rowMajor(context, idsValue).tensor, 'int32');
    const [, ...row] = table.tensor.shape;
    const flat = tf.reshape(ids, [sizeOf(ids.shape)]);
    checkIds(readTensors(engine, [flat])[0]!, table.tensor.shape[0]!);
    const tensor = tf.reshape(tf.gather(table.tensor, flat), [...ids.shape, ...row]);
    const backward = (gradient: Tensor) => [
      () => segmentSum(engine, gradient, flat, table.tensor.shape),
    ];
    return record(context, [table], tensor, backward);
  }

  return { reshape, transpose, concat, slice, gather };
}

/** As ONNX reads it: 0 keeps the length of the axis at that place, -1 takes what is left. */
function resolveShape(shape: readonly number[], before: readonly number[]): number[] {
  return shape.map((length, axis) => (length === 0 ? before[axis]! : length));
}

function checkIds(ids: Numbers, rows: number): void {
  const stray = ids.find((id) => !(id >= 0 && id < rows));
  if (stray === undefined) return;
  throw new InvalidInputError(`An id is ${stray}, but must be from 0 to ${rows - 1}.`, {
    argument: 'ids',
    given: stray,
  });
}
