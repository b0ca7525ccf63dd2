import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CompiledNetwork, compileNetwork } from '../run/compile-network.js';
import { interpretNetwork } from './interpret-network.js';
import { inputsOf, networkOf, opCases, operandsOf } from './testing/op-cases.js';

// Keeps the thread of onnxruntime, which would end and begin with every network.
let keeper: CompiledNetwork;
beforeAll(async () => {
  keeper = await compileNetwork((ops) => ({ one: ops.constant(1) }), {
    ...{ inputs: {}, weights: new Map() },
  });
});
afterAll(() => keeper.dispose());

test.each(Object.keys(opCases))('%s is the same for TensorFlow.js and ONNX Runtime', async (op) => {
  await fc.assert(
    fc.asyncProperty(opCases[op]!, fc.nat(1000), async (opCase, seed) => {
      const network = networkOf(opCase);
      const options = { inputs: inputsOf(opCase), weights: new Map() };
      const operands = operandsOf(opCase, seed);
      const feeds = Object.fromEntries(operands.map((operand, at) => [`x${at}`, operand]));
      await using compiled = await compileNetwork(network, options);
      const expected = (await compiled.run(feeds)).y!;
      for (const engine of ['wasm', 'cpu'] as const) {
        await using interpreted = await interpretNetwork(network, { ...options, engine });
        const found = (await interpreted.run(feeds)).y!;
        expect(found.shape).toEqual(expected.shape);
        const scale = Math.max(1, ...(expected.data as Float32Array).map(Math.abs));
        for (const [at, value] of (found.data as Float32Array).entries()) {
          const off = Math.abs(value - (expected.data[at] as number));
          expect(off / scale, `${engine} at ${at}`).toBeLessThan(1e-5);
        }
      }
    }),
    { numRuns: 30 },
  );
});
