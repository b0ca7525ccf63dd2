// Encoders for this package's own tests; not exported.
import type { EncodeCall, EncodedBatch, Encoder } from '../encoder/encoder.js';

/** Encodes a number x as [x, x², …], batch by batch, and remembers its calls. */
export function powersEncoder(
  overrides: Partial<Encoder<number>> = {},
): Encoder<number> & { readonly calls: EncodeCall<number>[] } {
  const calls: EncodeCall<number>[] = [];
  const dimensions = overrides.dimensions ?? 3;
  return {
    calls,
    specificationVersion: 'v1',
    id: 'powers',
    modality: 'number',
    dimensions,
    limits: { maxBatch: 4, concurrent: true },
    capabilities: { deterministic: true, missing: 'report' },
    async doEncode(call) {
      calls.push(call);
      return powersOf(call.inputs, dimensions);
    },
    ...overrides,
  };
}

export function powersOf(inputs: readonly number[], dimensions: number): EncodedBatch {
  const vectors = Float32Array.from(
    inputs.flatMap((x) => Array.from({ length: dimensions }, (_, power) => x ** (power + 1))),
  );
  return { vectors, notes: [] };
}
