import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromBinary } from '@bufbuild/protobuf';
import { type AttributeProto, ModelProtoSchema } from 'onnx-buf';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Network } from '../network/network.js';
import { exportOnnx } from './export-onnx.js';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tovec-nn-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

async function readModel(file: string) {
  return fromBinary(ModelProtoSchema, await readFile(file));
}

const attributeText = ({ name, f, i, ints }: AttributeProto) =>
  `${name}=${ints.length > 0 ? `[${ints}]` : f || i}`;

/** Each node on a line. */
async function nodesOf(file: string): Promise<string> {
  const { graph } = await readModel(file);
  return graph!.node
    .map(({ opType, input, output, attribute }) => {
      const attributes = attribute.map(attributeText).join(' ');
      return `${output} = ${opType}(${input.join(', ')}) ${attributes}`.trim();
    })
    .join('\n');
}

const network: Network = (ops, weights, { x, ids }) => {
  const conv = ops.conv2d(x!, weights('kernel', [4, 3, 3, 3]), { stride: 2, padding: 'same' });
  const pooled = ops.averagePool2d(ops.maxPool2d(conv, { size: 3, padding: 1 }), { size: 2 });
  const features = ops.mean(pooled, [2, 3]);
  const scale = weights('scale', [4]);
  const table = ops.gather(weights('table', [10, 4]), ids!);
  const tokens = ops.layerNorm(table, { scale, offset: scale }, { epsilon: 0.5 });
  const first = ops.reshape(ops.slice(tokens, 1, 0, 1), [0, -1]);
  const both = ops.concat([features, ops.dropout(first, 0.5)], 1);
  return {
    features,
    same: features,
    ids2: ids!,
    logits: ops.softmax(ops.linear(both, weights('head', [2, 8]))),
    unused: ops.exp(ops.linear(first, weights('other', [2, 4]))),
  };
};
const inputs = {
  x: { shape: ['batch', 3, 16, 16] },
  ids: { shape: ['batch', 'tokens'], type: 'int32' },
} as const;
const numbers = (count: number) => Float32Array.from({ length: count }, (_, at) => at);
const weights = new Map(
  Object.entries({ kernel: 108, scale: 4, table: 40, head: 16, other: 8 }).map(([name, count]) => [
    name,
    numbers(count),
  ]),
);

describe('exportOnnx', () => {
  test('writes the operations of ONNX, and only what the outputs need', async () => {
    const file = join(temporaryFolder(), 'model.onnx');
    const outputs = ['logits', 'features', 'same', 'ids2'];
    await exportOnnx(network, { inputs, weights, outputs }, file);
    expect(await nodesOf(file)).toMatchInlineSnapshot(`
      "conv_1 = Conv(x, kernel) kernel_shape=[3,3] strides=[2,2] pads=[0,0,1,1] group=1
      maxpool_1 = MaxPool(conv_1) kernel_shape=[3,3] strides=[3,3] pads=[1,1,1,1]
      averagepool_1 = AveragePool(maxpool_1) kernel_shape=[2,2] strides=[2,2] pads=[0,0,0,0] count_include_pad=0
      globalaveragepool_1 = GlobalAveragePool(averagepool_1)
      features = Flatten(globalaveragepool_1) axis=1
      gather_1 = Gather(table, ids) axis=0
      layernormalization_1 = LayerNormalization(gather_1, scale, scale) axis=-1 epsilon=0.5
      slice_1 = Slice(layernormalization_1, constant_1, constant_2, constant_2)
      reshape_1 = Reshape(slice_1, constant_3)
      concat_1 = Concat(features, reshape_1) axis=1
      gemm_1 = Gemm(concat_1, head) transB=1
      logits = Softmax(gemm_1) axis=1
      same = Identity(features)
      ids2 = Identity(ids)"
    `);
    const { graph } = await readModel(file);
    expect(graph!.initializer.map(({ name }) => name)).not.toContain('other');
    expect(graph!.output.map(({ name }) => name)).toEqual(outputs);
  });

  test('says what was said of the model', async () => {
    const file = join(temporaryFolder(), 'model.onnx');
    const properties = { license: 'MIT' };
    const metadata = { name: 'tiny', description: 'An example.', properties };
    await exportOnnx(network, { inputs, weights, metadata }, file);
    expect(await readModel(file)).toMatchObject({
      producerName: 'tovec',
      docString: 'An example.',
      graph: { name: 'tiny' },
      metadataProps: [{ key: 'license', value: 'MIT' }],
    });
  });

  test('puts weights beside the model when there are too many bytes, each at a cache line', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'model.onnx');
    await exportOnnx(network, { inputs, weights, externalAbove: 100 }, file);
    expect(readdirSync(folder).sort()).toEqual(['model.onnx', 'model.onnx.data']);
    const data = await readFile(`${file}.data`);
    const { graph } = await readModel(file);
    for (const [name, values] of weights) {
      const tensor = graph!.initializer.find((initializer) => initializer.name === name)!;
      const place = new Map(tensor.externalData.map(({ key, value }) => [key, value]));
      expect(place.get('location')).toBe('model.onnx.data');
      const offset = Number(place.get('offset'));
      expect(offset % 64).toBe(0);
      expect(Number(place.get('length'))).toBe(values.byteLength);
      expect(data.readFloatLE(offset + 8)).toBe(2);
    }
  });

  test('leaves the old files as they were when weights are missing', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'model.onnx');
    await writeFile(file, 'old');
    const some = async function* () {
      yield { name: 'head', shape: [2, 8], values: numbers(16) };
    };
    for (const externalAbove of [0, 1e9]) {
      await expect(
        exportOnnx(network, { inputs, weights: some(), externalAbove }, file),
      ).rejects.toThrow("'kernel' is missing\n  'scale' is missing");
      expect(readdirSync(folder)).toEqual(['model.onnx']);
      expect(await readFile(file, 'utf8')).toBe('old');
    }
  });
});
