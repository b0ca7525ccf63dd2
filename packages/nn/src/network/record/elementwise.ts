import { check } from '@tovec/core';
import type { Ops } from '../ops.js';
import { broadcast, expectType, refused } from './expect.js';
import type { GraphValue, Recorder } from './recorder.js';

type Binary = 'add' | 'subtract' | 'multiply' | 'divide';
type Unary = 'relu' | 'sigmoid' | 'tanh' | 'exp' | 'log' | 'sqrt' | 'erf';

export function elementwiseOps(
  recorder: Recorder,
): Pick<Ops<GraphValue>, Binary | Unary | 'dropout'> {
  const binary = (op: Binary, node: string) => (a: GraphValue, b: GraphValue) => {
    if (a.type !== b.type) throw refused(op, { a, b }, 'two of one element type');
    const dims = broadcast(a.dims, b.dims);
    if (dims === undefined) throw refused(op, { a, b }, 'shapes that broadcast to one');
    return recorder.node(node, [a, b], { dims });
  };
  const unary = (op: Unary, node: string) => (x: GraphValue) => {
    expectType(op, { x }, 'float32');
    return recorder.node(node, [x], { dims: x.dims });
  };
  return {
    add: binary('add', 'Add'),
    subtract: binary('subtract', 'Sub'),
    multiply: binary('multiply', 'Mul'),
    divide: binary('divide', 'Div'),
    relu: unary('relu', 'Relu'),
    sigmoid: unary('sigmoid', 'Sigmoid'),
    tanh: unary('tanh', 'Tanh'),
    exp: unary('exp', 'Exp'),
    log: unary('log', 'Log'),
    sqrt: unary('sqrt', 'Sqrt'),
    erf: unary('erf', 'Erf'),
    dropout(x, rate) {
      check.number('the rate of dropout', rate, { min: 0, max: 1 });
      return x;
    },
  };
}
