import { MissingDependencyError, UnsupportedError } from '@tovec/core';
import type { OnnxModel, OnnxTensor } from '@tovec/nn';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import { sourceOf } from '../files/sources.js';
import { addExamples } from '../options/examples.js';
import { onnxText } from '../output/onnx-text.js';

interface Options {
  readonly tensors?: true;
  readonly weights?: true;
  readonly grep?: string;
}

export function define(command: Command, context: Context): void {
  command
    .argument('<file>', 'an .onnx file: a path, npm:package/file or a URL')
    .option('--tensors', 'of the lists, what is computed only')
    .option('--weights', 'of the lists, the weights only')
    .option('--grep <text>', 'tensors and weights with this in their names')
    .action((file: string, options: Options) => run(context, file, options));
  command.addHelpText(
    'after',
    `
Every tensor in the list can be the --tap of \`tovec encode image --encoder onnx\`. Shapes that the file does not
say are worked out by onnxruntime-node, where it is installed; '?' is an axis of any length.`,
  );
  addExamples(command, [
    ['tovec onnx info model.onnx', 'Inputs, outputs, tensors and weights'],
    ['tovec onnx info model.onnx --tensors --grep pool', 'Tensors whose names have pool in them'],
    ['tovec onnx info model.onnx --json', 'All of it for a program'],
  ]);
}

async function run(context: Context, file: string, { tensors, weights, grep = '' }: Options) {
  const { OnnxModel } = await import('@tovec/nn');
  await using model = await OnnxModel.open(sourceOf(file), {
    ...{ load: false, signal: context.signal, onProgress: context.onProgress },
  });
  const found = await inspected(model, context);
  const ofKind = (...kinds: OnnxTensor['kind'][]) =>
    found.filter(({ kind }) => kinds.includes(kind));
  const all = tensors === undefined && weights === undefined;
  const matching = (list: readonly OnnxTensor[]) => list.filter(({ name }) => name.includes(grep));
  const info = {
    ...{ model: file, ...model.info },
    inputs: ofKind('input'),
    outputs: ofKind('output'),
    tensors: all || tensors ? matching(ofKind('intermediate')) : [],
    weights: all || weights ? matching(ofKind('weight')) : [],
    totals: totalsOf(ofKind('weight'), ofKind('intermediate', 'output')),
  };
  await context.print(info, () => onnxText(info));
}

/** The tensors with the shapes that onnxruntime finds, where it is there and takes the model. */
async function inspected(model: OnnxModel, { note }: Context): Promise<readonly OnnxTensor[]> {
  try {
    return await model.inspect();
  } catch (error) {
    if (!MissingDependencyError.isInstance(error) && !UnsupportedError.isInstance(error))
      throw error;
    await note(`shapes are those that the file gives: ${error.message}`);
    return model.tensors;
  }
}

function totalsOf(weights: readonly OnnxTensor[], computed: readonly OnnxTensor[]) {
  return {
    weights: weights.length,
    parameters: weights.reduce((sum, weight) => sum + sizeOf(weight), 0),
    weightBytes: weights.reduce((sum, { bytes = 0 }) => sum + bytes, 0),
    tensors: computed.length,
  };
}

function sizeOf({ shape = [] }: OnnxTensor): number {
  return shape.reduce<number>((size, length) => size * Number(length), 1);
}
