import { type Command, Option } from 'commander';
import type { Context } from '../context.js';
import type { ModelFormat } from '../files/identify.js';
import { loadEncoder, type Precision, precisions, sizeOf } from '../files/load-encoder.js';
import {
  checkTargetName,
  targetFormat,
  writableFormats,
  writeConverted,
} from '../files/write-converted.js';
import { addExamples } from '../options/examples.js';
import { count } from '../output/numbers.js';

interface Options {
  readonly from?: ModelFormat;
  readonly to?: ModelFormat;
  readonly precision?: Precision;
}

export function define(command: Command, context: Context): void {
  command
    .argument('<in>', 'the file to read')
    .argument('<out>', 'the file to write; an old one stays whole until the new one is')
    .addOption(
      new Option('--from <format>', 'default: known by its content').choices(writableFormats),
    )
    .addOption(
      new Option('--to <format>', 'default: by the name of <out>').choices(writableFormats),
    )
    .addOption(
      new Option('--precision <name>', 'of a fastText model in a .safetensors').choices(precisions),
    )
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
  fasttext-bin     a fastText model                          (.bin, .ftz)

Gzip is unpacked when reading. A fastText model stays one as .bin and .safetensors; of other models, and in
other formats, only the vectors are written: they cannot be trained on.`,
  );
  addExamples(command, [
    ['tovec convert GoogleNews-vectors.bin.gz google.safetensors', 'From word2vec to tovec'],
    ['tovec convert model.safetensors vectors.txt --to glove', 'Text without a header'],
    [
      'tovec convert cc.en.300.bin small.safetensors --precision int8',
      'A fastText model in a quarter of the space',
    ],
  ]);
}

async function run(context: Context, input: string, output: string, options: Options) {
  const { from, to, precision } = options;
  if (to === undefined) checkTargetName(output);
  const loaded = await loadEncoder(input, context, { format: from, whole: true, precision });
  const format = to ?? targetFormat(output, loaded);
  await writeConverted(loaded, input, { path: output, format, precision }, context);
  const { rows, dimensions } = sizeOf(loaded);
  const result = { in: input, out: output, from: loaded.format, to: format, rows, dimensions };
  await context.print(
    result,
    () => `${input} (${loaded.format}) → ${output} (${format}): ${count(rows)} × ${dimensions}`,
  );
}
