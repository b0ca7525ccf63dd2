import { formatOfPath, type VectorFormat, vectorFormats, writeVectors } from '@tovec/vectors';
import { type Command, Option } from 'commander';
import type { Context } from '../context.js';
import { UsageError } from '../errors.js';
import { loadVectors } from '../files/load-vectors.js';
import { addExamples } from '../options/examples.js';
import { count } from '../output/numbers.js';

interface Options {
  readonly from?: VectorFormat;
  readonly to?: VectorFormat;
}

export function define(command: Command, context: Context): void {
  command
    .argument('<in>', 'the file to read')
    .argument('<out>', 'the file to write; an old one stays whole until the new one is')
    .addOption(
      new Option('--from <format>', 'default: known by its content').choices(vectorFormats),
    )
    .addOption(new Option('--to <format>', 'default: by the name of <out>').choices(vectorFormats))
    .action((input: string, output: string, options: Options) =>
      run(context, input, output, options),
    );
  command.addHelpText(
    'after',
    `
Formats:
  word2vec-text    'rows dimensions', then a line per item   (.txt, .vec)
  word2vec-binary  the same header, then float32             (.bin)
  glove            text without a header
  npy              a NumPy array, and <name>.words.txt       (.npy)
  tovec            safetensors with items                    (.safetensors)

Gzip is unpacked when reading. Of a model only its vectors are written: it cannot be trained on.`,
  );
  addExamples(command, [
    ['tovec convert GoogleNews-vectors.bin.gz google.safetensors', 'From word2vec to tovec'],
    ['tovec convert model.safetensors vectors.txt --to glove', 'Text without a header'],
  ]);
}

async function run(context: Context, input: string, output: string, { from, to }: Options) {
  const format = to ?? formatOfPath(output);
  if (format === undefined) {
    throw new UsageError(
      `the name ${output} does not say in which format to write; give --to ${vectorFormats.join('|')}`,
    );
  }
  const vectors = await loadVectors(input, context, { format: from });
  await writeVectors(output, vectors, {
    ...{ format, signal: context.signal, onProgress: context.onProgress },
  });
  const source = vectors.reading?.format ?? from;
  const { size: rows, dimensions } = vectors;
  const result = { in: input, out: output, from: source, to: format, rows, dimensions };
  await context.print(
    result,
    () => `${input} (${source}) → ${output} (${format}): ${count(rows)} × ${dimensions}`,
  );
}
