import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { InvalidInputError, MissingItemError, ModelFileError, UnsupportedError } from '@tovec/core';
import * as fc from 'fast-check';
import { type ModelProto, ModelProtoSchema } from 'onnx-buf';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Network } from '../network/network.js';
import { exportOnnx } from '../onnx/export-onnx.js';
import { compileNetwork } from './compile-network.js';
import { OnnxModel, type OpenOnnxModelOptions } from './onnx-model.js';

const folder = mkdtempSync(join(tmpdir(), 'tovec-nn-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Its first weight is large enough to be kept out of memory. */
const network: Network = (ops, weights, { x, ids }) => {
  const embedded = ops.gather(weights('table', [100, 256]), ids!);
  const hidden = ops.relu(ops.linear(embedded, weights('w', [8, 256]), weights('b', [8])));
  const pooled = ops.mean(hidden, [1]);
  return { embedded, hidden, pooled, y: ops.add(pooled, ops.linear(x!, weights('v', [8, 4]))) };
};
const inputs = {
  x: { shape: ['batch', 4] },
  ids: { shape: ['batch', 'tokens'], type: 'int32' },
} as const;
const numbers = (count: number, of = Math.sin) =>
  Float32Array.from({ length: count }, (_, index) => of(index + 1));
const weights = new Map([
  ['table', numbers(25_600)],
  ['w', numbers(2048, Math.cos)],
  ['b', numbers(8)],
  ['v', numbers(32)],
]);
const feeds = {
  x: { data: numbers(8), shape: [2, 4] },
  ids: { data: Int32Array.of(1, 99, 0, 5, 5, 7), shape: [2, 3] },
};
const file = join(folder, 'whole.onnx');
const split = join(folder, 'split.onnx');
await exportOnnx(network, { inputs, weights, outputs: ['y'] }, file);
await exportOnnx(network, { inputs, weights, outputs: ['y'], externalAbove: 0 }, split);

const whole = await readFile(file);

async function opened(
  source: Parameters<typeof OnnxModel.open>[0],
  options?: OpenOnnxModelOptions,
) {
  const model = await OnnxModel.open(source, options);
  onTestFinished(() => model.dispose());
  return model;
}

async function edited(edit: (model: ModelProto) => void): Promise<Uint8Array> {
  const model = fromBinary(ModelProtoSchema, await readFile(file));
  edit(model);
  return toBinary(ModelProtoSchema, model);
}

async function rejection(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => expect.fail('it was expected to be rejected'),
    (error) => error,
  );
}

describe('an exported network', () => {
  test.each([
    ['in one file', file],
    ['with weights beside it', split],
    ['by URL', pathToFileURL(split)],
    ['from bytes', whole],
  ])('computes the same %s', async (_, source) => {
    const compiled = await compileNetwork(network, { inputs, weights });
    onTestFinished(() => compiled.dispose());
    const model = await opened(source);
    expect([...model.outputs.keys()]).toEqual(['y']);
    const { y } = await compiled.run(feeds);
    expect(await model.run(feeds)).toEqual({ y });
  });

  test('lists everything that is in it', async () => {
    const model = await opened(split, { load: false });
    expect(model.inputs.get('ids')).toEqual({ type: 'int32', shape: ['batch', 'tokens'] });
    expect(model.info).toMatchObject({
      ...{ producer: 'tovec', description: '', properties: {} },
      opsets: { 'ai.onnx': 23 },
    });
    const lines = model.tensors.map(
      ({ kind, name, type, shape, bytes }) =>
        `${kind} ${name}: ${type} [${shape}]${bytes ? ` ${bytes}` : ''}`,
    );
    expect(lines.join('\n')).toMatchInlineSnapshot(`
      "input x: float32 [batch,4]
      input ids: int32 [batch,tokens]
      weight constant_1: int64 [1] 8
      weight table: float32 [100,256] 102400
      weight w.transposed: float32 [256,8] 8192
      weight b: float32 [8] 32
      weight v: float32 [8,4] 128
      intermediate embedded: float32 [batch,tokens,256]
      intermediate matmul_1: float32 [batch,tokens,8]
      intermediate add_1: float32 [batch,tokens,8]
      intermediate hidden: float32 [batch,tokens,8]
      intermediate pooled: float32 [batch,8]
      intermediate gemm_1: float32 [batch,8]
      output y: float32 [batch,8]"
    `);
  });

  test('gives any of its tensors, from one set of weights', async () => {
    const compiled = await compileNetwork(network, { inputs, weights });
    onTestFinished(() => compiled.dispose());
    const { hidden, embedded } = await compiled.run(feeds);
    const model = await opened(file);
    const tapped = await model.tap(['hidden', 'embedded']);
    onTestFinished(() => tapped.dispose());
    expect([...tapped.inputs.keys()]).toEqual(['ids']);
    await model.dispose();
    expect(await tapped.run({ ids: feeds.ids })).toEqual({ hidden, embedded });
    expect(await tapped.run(feeds, { outputs: ['hidden'] })).toEqual({ hidden });
  });

  test('finds shapes that the file does not have', async () => {
    const model = await opened(
      await edited(({ graph }) => {
        graph!.valueInfo = [];
      }),
      { load: false },
    );
    const shapeOf = (name: string) => model.tensors.find((tensor) => tensor.name === name)?.shape;
    expect(shapeOf('hidden')).toBeUndefined();
    await model.inspect();
    expect(shapeOf('hidden')).toEqual(['batch', 'tokens', 8]);
    await model.inspect(feeds);
    expect(shapeOf('hidden')).toEqual([2, 3, 8]);
  });
});

describe('what cannot be is refused', () => {
  test('a tensor that there is not, with the one that was meant', async () => {
    const error = await rejection(OnnxModel.open(file, { tap: ['hiden'] }));
    expect(MissingItemError.isInstance(error)).toBe(true);
    expect(error.message).toContain("has no value 'hiden'. Did you mean 'hidden'?");
  });

  test('an option that nobody reads', async () => {
    const error = await rejection(OnnxModel.open(file, { taps: ['hidden'] } as object));
    expect(error.message).toBe("OpenOnnxModelOptions has no option 'taps'. Did you mean 'tap'?");
  });

  test('a tap that is not computed', async () => {
    const error = await rejection(OnnxModel.open(file, { tap: ['table'] }));
    expect(InvalidInputError.isInstance(error)).toBe(true);
    expect(error.message).toContain("'table' is a weight of");
  });

  test('an operation that onnxruntime does not have, naming the node', async () => {
    for (const [domain, opType] of [
      ['', 'Frobnicate'],
      ['org.example', 'Relu'],
    ] as const) {
      const bytes = await edited((model) => {
        const node = model.graph!.node.find(({ opType: op }) => op === 'Relu')!;
        Object.assign(node, { domain, opType });
        model.opsetImport.push({ ...model.opsetImport[0]!, domain: 'org.example', version: 1n });
      });
      const error = await rejection(OnnxModel.open(bytes));
      expect(error.message).toContain(
        `has the operation ${opType} (domain '${domain || 'ai.onnx'}', node 'hidden')`,
      );
      expect(UnsupportedError.isInstance(error)).toBe(true);
    }
  });

  test('a version that is not there yet', async () => {
    const bytes = await edited((model) => {
      model.opsetImport[0]!.version = 99n;
    });
    expect(UnsupportedError.isInstance(await rejection(OnnxModel.open(bytes)))).toBe(true);
  });

  test.each([
    ['nothing', new Uint8Array()],
    ['text', new TextEncoder().encode('not a model at all, but some text')],
    ['a length beyond the end', Uint8Array.of(0x3a, 0xff, 0xff, 0xff, 0xff, 0x07, 1)],
    ['a number without end', new Uint8Array(30).fill(0xff)],
    ['another message', Uint8Array.of(8, 1)],
  ])('%s', async (_, bytes) => {
    const error = await rejection(OnnxModel.open(bytes));
    expect(ModelFileError.isInstance(error)).toBe(true);
    expect(error.message).toContain('not an ONNX model');
  });

  test('weights outside the folder of the model, and places outside their file', async () => {
    const model = fromBinary(ModelProtoSchema, await readFile(split));
    for (const [key, value, message] of [
      ['location', '../../etc/passwd', 'which is not'],
      ['location', 'missing.data', 'which is not there'],
      ['offset', '999999999', 'bytes 999999999 to'],
      ['length', '-1', 'which is no number'],
      ['length', undefined, 'bytes 999999999 to'],
      ['location', '.', 'which is not a file'],
    ] as const) {
      const changed = structuredClone(model);
      const weight = changed.graph!.initializer.find(({ name }) => name === 'table')!;
      const entry = (name: string) => weight.externalData.find((each) => each.key === name)!;
      if (value !== undefined) entry(key).value = value;
      else {
        entry('offset').value = '999999999';
        weight.externalData = weight.externalData.filter((each) => each.key !== key);
      }
      const path = join(folder, 'bad.onnx');
      await writeFile(path, toBinary(ModelProtoSchema, changed));
      const error = await rejection(OnnxModel.open(path));
      expect(error.message).toContain(message);
      expect(ModelFileError.isInstance(error)).toBe(true);
    }
    const fromBytes = await rejection(OnnxModel.open(await readFile(split)));
    expect(UnsupportedError.isInstance(fromBytes)).toBe(true);
  });

  test('damaged bytes, whatever the damage', async () => {
    const head = whole.subarray(0, 3000);
    const damage = fc.array(fc.tuple(fc.nat(head.length - 1), fc.nat(255)), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(whole.length), async (changes, length) => {
        const bytes = Uint8Array.from(whole.subarray(0, length % 2 ? whole.length : length));
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        const outcome = await OnnxModel.open(bytes, { load: false }).then(
          (model) => model.dispose(),
          (error: unknown) => error,
        );
        const isTyped =
          outcome === undefined ||
          [ModelFileError, UnsupportedError].some((type) => type.isInstance(outcome));
        if (!isTyped) throw outcome;
      }),
      { numRuns: 300 },
    );
  });
});

test('what is disposed of refuses to run, and leaves no files', async () => {
  const model = await OnnxModel.open(file);
  await model.dispose();
  for (const use of [() => model.run(feeds), () => model.inspect(), () => model.tap(['hidden'])]) {
    expect((await rejection(use())).message).toContain('has been disposed of');
  }
});

const mobilenet = fileURLToPath(
  new URL('../../../../../shared/data/images/mobilenet_v2_1.0_224.onnx', import.meta.url),
);

test.skipIf(!existsSync(mobilenet))('MobileNetV2, if there, gives its embedding', async () => {
  const model = await opened(mobilenet, { load: false });
  const { name } = [...model.tensors].reverse().find(({ op }) => op === 'GlobalAveragePool')!;
  const tapped = await model.tap([name]);
  onTestFinished(() => tapped.dispose());
  const [input] = model.inputs.keys();
  const picture = { data: new Float32Array(3 * 224 * 224).fill(0.5), shape: [1, 3, 224, 224] };
  const { [name]: embedding } = await tapped.run({ [input!]: picture });
  expect(embedding!.shape).toEqual([1, 1280, 1, 1]);
});
