import { check, InvalidInputError } from '@tovec/core';
import { countWindows } from '../axis-arithmetic.js';
import type { Dimension } from '../dimension.js';
import type { GraphAttribute } from '../graph.js';
import type { Ops, Padding, Pool2dOptions } from '../ops.js';
import { padsOf } from '../padding.js';
import { expectRank, expectType, refused } from './expect.js';
import { type GraphValue, type Recorder, shapeText } from './recorder.js';

type WindowOp = 'conv2d' | 'maxPool2d' | 'averagePool2d';

export function convolutionOps(recorder: Recorder): Pick<Ops<GraphValue>, WindowOp> {
  const pool =
    (op: WindowOp, node: string, attributes: Readonly<Record<string, GraphAttribute>>) =>
    (x: GraphValue, { size, stride = size, padding = 0 }: Pool2dOptions) => {
      expectType(op, { x }, 'float32');
      expectRank(op, 'x', x, 4);
      check.integer(`the size of ${op}`, size, { min: 1 });
      const windows = windowsOf(op, x, { kernel: [size, size], stride, padding });
      if (windows.pads.some((rows) => rows >= size)) {
        throw new InvalidInputError(
          `${op} pads by ${shapeText(windows.pads)} for windows of ${size}; padding must be smaller than the window.`,
          { argument: 'padding', given: padding },
        );
      }
      const dims = [...x.dims.slice(0, 2), ...windows.picture];
      return recorder.node(node, [x], {
        dims,
        attributes: { ...windows.attributes, ...attributes },
      });
    };

  return {
    conv2d(x, kernel, { bias, stride = 1, padding = 0, groups = 1 } = {}) {
      const given = { x, kernel, ...(bias && { bias }) };
      expectType('conv2d', given, 'float32');
      expectRank('conv2d', 'x', x, 4);
      expectRank('conv2d', 'kernel', kernel, 4);
      check.integer('the groups of conv2d', groups, { min: 1 });
      const [out, inner, height, width] = kernel.dims as [number, number, number, number];
      if (x.dims[1] !== inner * groups || out % groups !== 0) {
        const share = groups === 1 ? '' : ` / ${groups} groups`;
        const expected = `x [batch, channels, height, width] and a kernel [out, channels${share}, height, width]`;
        throw refused('conv2d', given, expected);
      }
      if (bias && (bias.dims.length !== 1 || bias.dims[0] !== out)) {
        throw refused('conv2d', given, 'a bias with one number for each output channel');
      }
      const windows = windowsOf('conv2d', x, { kernel: [height, width], stride, padding });
      return recorder.node('Conv', bias ? [x, kernel, bias] : [x, kernel], {
        dims: [x.dims[0]!, out, ...windows.picture],
        attributes: { ...windows.attributes, group: groups },
      });
    },
    maxPool2d: pool('maxPool2d', 'MaxPool', {}),
    averagePool2d: pool('averagePool2d', 'AveragePool', { count_include_pad: 0 }),
  };
}

function windowsOf(
  op: WindowOp,
  x: GraphValue,
  window: {
    readonly kernel: readonly [number, number];
    readonly stride: number;
    readonly padding: Padding;
  },
) {
  const { kernel, stride, padding } = window;
  check.integer(`the stride of ${op}`, stride, { min: 1 });
  const [height, width] = x.dims.slice(2) as [Dimension, Dimension];
  const pads = padsOf(op, padding, { picture: [height, width], kernel, stride });
  const [top, left, bottom, right] = pads;
  const picture = [
    countWindows(height, { size: kernel[0], stride, padding: top + bottom }),
    countWindows(width, { size: kernel[1], stride, padding: left + right }),
  ];
  if (picture.some((length) => typeof length === 'number' && length < 1)) {
    throw refused(op, { x }, `pictures of at least ${kernel[0]} × ${kernel[1]}, padding included`);
  }
  const attributes = { kernel_shape: kernel, strides: [stride, stride], pads };
  return { pads, picture, attributes };
}
