import type { Ops, ReduceOptions } from '../ops.js';
import { axisOf, expectType } from './expect.js';
import type { GraphValue, Recorder } from './recorder.js';

type Reduction = 'mean' | 'sum' | 'max';

export function reduceOps(recorder: Recorder): Pick<Ops<GraphValue>, Reduction | 'softmax'> {
  const reduction =
    (op: Reduction, node: string, overPictures?: string) =>
    (x: GraphValue, axes?: readonly number[], { keep = false }: ReduceOptions = {}) => {
      expectType(op, { x }, 'float32');
      const rank = x.dims.length;
      const over = new Set((axes ?? [...x.dims.keys()]).map((axis) => axisOf(op, axis, rank)));
      if (over.size === 0) return x;
      const ones = x.dims.map((length, axis) => (over.has(axis) ? 1 : length));
      const dims = keep ? ones : x.dims.filter((_, axis) => !over.has(axis));
      if (
        overPictures !== undefined &&
        rank === 4 &&
        over.size === 2 &&
        over.has(2) &&
        over.has(3)
      ) {
        // Runtimes keep pictures in a layout of their own; a reduction would make them undo it.
        const pooled = recorder.node(overPictures, [x], { dims: ones });
        return keep
          ? pooled
          : recorder.node('Flatten', [pooled], { dims, attributes: { axis: 1 } });
      }
      const list = recorder.integers([...over].sort((a, b) => a - b));
      return recorder.node(node, [x, list], { dims, attributes: { keepdims: keep ? 1 : 0 } });
    };
  return {
    mean: reduction('mean', 'ReduceMean', 'GlobalAveragePool'),
    sum: reduction('sum', 'ReduceSum'),
    max: reduction('max', 'ReduceMax', 'GlobalMaxPool'),
    softmax(x, axis = -1) {
      expectType('softmax', { x }, 'float32');
      const place = axisOf('softmax', axis, x.dims.length);
      return recorder.node('Softmax', [x], { dims: x.dims, attributes: { axis: place } });
    },
  };
}
