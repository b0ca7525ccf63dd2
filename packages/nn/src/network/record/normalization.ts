import { check } from '@tovec/core';
import type { Ops } from '../ops.js';
import { expectType, refused } from './expect.js';
import type { GraphValue, Recorder } from './recorder.js';

export function normalizationOps(
  recorder: Recorder,
): Pick<Ops<GraphValue>, 'batchNorm' | 'layerNorm'> {
  return {
    batchNorm(x, { scale, offset, mean, variance }, { epsilon }) {
      const weights = { scale, offset, mean, variance };
      const inputs = { x, ...weights };
      expectType('batchNorm', inputs, 'float32');
      expectOneNumberPer(x.dims[1], 'batchNorm', inputs, 'channel (axis 1)');
      check.number('the epsilon of batchNorm', epsilon, { above: 0 });
      return recorder.node('BatchNormalization', Object.values(inputs), {
        dims: x.dims,
        attributes: { epsilon: { float: epsilon } },
      });
    },
    layerNorm(x, { scale, offset }, { epsilon }) {
      const inputs = { x, scale, offset };
      expectType('layerNorm', inputs, 'float32');
      expectOneNumberPer(x.dims.at(-1), 'layerNorm', inputs, 'place of the last axis');
      check.number('the epsilon of layerNorm', epsilon, { above: 0 });
      return recorder.node('LayerNormalization', Object.values(inputs), {
        dims: x.dims,
        attributes: { axis: -1, epsilon: { float: epsilon } },
      });
    },
  };
}

function expectOneNumberPer(
  length: number | string | undefined,
  op: string,
  inputs: Readonly<Record<string, GraphValue>>,
  what: string,
): void {
  const [, ...weights] = Object.values(inputs);
  const fit = ({ dims }: GraphValue) => dims.length === 1 && dims[0] === length;
  if (length === undefined || !weights.every(fit)) {
    throw refused(op, inputs, `weights with one number for each ${what}`);
  }
}
