// Trains the small network on pictures of ten classes, and probes the raw pixels, in a process of its own:
//
//   node train-cnn.js '{ "folder": …, "model": … }'
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { embeddingsFrom } from '@tovec/core';
import { trainProbe } from '@tovec/eval';
import { decodeImage } from '@tovec/image';
import { type LabelledImage, trainCnn } from '@tovec/image/cnn';
import { OnnxModel } from '@tovec/nn';

export interface TrainCnnInput {
  /** With `train/<class>/*.jpg` and `test/<class>/*.jpg`. */
  readonly folder: string;
  /** Where the network is written, as ONNX. */
  readonly onnx: string;
}

export interface TrainCnnOutput {
  readonly seconds: number;
  readonly engine: string;
  /** Shares of the test pictures that are told apart right. */
  readonly accuracy: number;
  readonly pixelsAccuracy: number;
  readonly featuresAccuracy: number;
  /** The largest difference between features and those of the exported network. */
  readonly onnxDifference: number;
}

const { folder, onnx } = JSON.parse(process.argv[2] ?? '') as TrainCnnInput;
const [train, test] = [await examplesOf('train'), await examplesOf('test')];
await using cnn = await trainCnn(train);
const predicted = await cnn.classify(imagesOf(test), { topK: 1 });
const features = {
  train: await cnn.encoder.encode(imagesOf(train)),
  test: await cnn.encoder.encode(imagesOf(test)),
};
await cnn.exportOnnx(onnx);
const output: TrainCnnOutput = {
  seconds: cnn.report.seconds,
  engine: cnn.report.engine,
  accuracy: shareRight(predicted.map(([best]) => best!.label)),
  pixelsAccuracy: await probed(await pixelsOf(train), await pixelsOf(test)),
  featuresAccuracy: await probed(features.train, features.test),
  onnxDifference: await differenceOfExport(),
};
console.log(JSON.stringify(output));

async function examplesOf(part: string): Promise<LabelledImage[]> {
  const classes = (await readdir(join(folder, part))).sort();
  const files = classes.map(async (label) => {
    const names = (await readdir(join(folder, part, label))).sort();
    return names.map((name) => ({ image: join(folder, part, label, name), label }));
  });
  return (await Promise.all(files)).flat();
}

function imagesOf(examples: readonly LabelledImage[]) {
  return examples.map(({ image }) => image);
}

async function pixelsOf(examples: readonly LabelledImage[]) {
  const pictures = await Promise.all(imagesOf(examples).map((image) => decodeImage(image)));
  const length = pictures[0]!.data.length;
  const values = new Float32Array(pictures.length * length);
  for (const [row, { data }] of pictures.entries()) {
    values.set(
      Float32Array.from(data, (pixel) => pixel / 255),
      row * length,
    );
  }
  return embeddingsFrom(values, length);
}

/** The accuracy of a linear probe whose regularisation is chosen by cross-validation. */
async function probed(
  learnt: Parameters<typeof trainProbe>[0],
  held: Parameters<typeof trainProbe>[0],
): Promise<number> {
  const labels = train.map(({ label }) => label);
  const probe = await trainProbe(learnt, labels, { c: [0.001, 0.01, 0.1, 1] });
  return shareRight(await probe.predict(held));
}

function shareRight(labels: readonly string[]): number {
  return labels.filter((label, row) => label === test[row]!.label).length / test.length;
}

async function differenceOfExport(): Promise<number> {
  await using model = await OnnxModel.open(onnx);
  let largest = 0;
  for (const [row, image] of imagesOf(test.slice(0, 100)).entries()) {
    const { features: found } = await model.run({ pixels: await cnn.encoder.preprocess(image) });
    const own = features.test.row(row);
    for (const [at, value] of own.entries()) {
      largest = Math.max(largest, Math.abs(value - Number(found!.data[at])));
    }
  }
  return largest;
}
