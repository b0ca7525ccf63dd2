import type { Ops } from '../ops.js';
import { broadcast, expectRank, expectType, refused } from './expect.js';
import type { GraphValue, Recorder } from './recorder.js';

export function productOps(recorder: Recorder): Pick<Ops<GraphValue>, 'matMul' | 'linear'> {
  const matMul = (a: GraphValue, b: GraphValue): GraphValue => {
    expectType('matMul', { a, b }, 'float32');
    const prefix = broadcast(a.dims.slice(0, -2), b.dims.slice(0, -2));
    const inner = a.dims.at(-1);
    if (a.dims.length < 2 || b.dims.length < 2 || prefix === undefined || inner !== b.dims.at(-2)) {
      throw refused('matMul', { a, b }, '[…, rows, inner] and […, inner, columns]');
    }
    return recorder.node('MatMul', [a, b], { dims: [...prefix, a.dims.at(-2)!, b.dims.at(-1)!] });
  };

  return {
    matMul,
    linear(x, weight, bias) {
      const given = { x, weight, ...(bias && { bias }) };
      expectType('linear', given, 'float32');
      expectRank('linear', 'weight', weight, 2);
      const [out, inner] = weight.dims as [number, number];
      const fits = x.dims.length > 0 && x.dims.at(-1) === inner;
      if (!fits || (bias && (bias.dims.length !== 1 || bias.dims[0] !== out))) {
        throw refused('linear', given, '[…, in], a weight [out, in] and a bias [out]');
      }
      const dims = [...x.dims.slice(0, -1), out];
      if (dims.length === 2) {
        const inputs = bias ? [x, weight, bias] : [x, weight];
        return recorder.node('Gemm', inputs, { dims, attributes: { transB: 1 } });
      }
      const transposed = recorder.node('Transpose', [weight], {
        dims: [inner, out],
        attributes: { perm: [1, 0] },
      });
      const product = recorder.node('MatMul', [x, transposed], { dims });
      return bias ? recorder.node('Add', [product, bias], { dims }) : product;
    },
  };
}
