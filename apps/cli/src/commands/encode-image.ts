import { type Command, Option } from 'commander';
import type { Context } from '../context.js';
import { checkPlace, checkTarget } from '../files/writers.js';
import { collectPictures } from '../images/collect-pictures.js';
import { encodeToFile } from '../images/encode-to-file.js';
import {
  checkEncoderOptions,
  type ImageEncoderOptions,
  imageEncoderNames,
  layouts,
  loadImageEncoder,
} from '../images/load-image-encoder.js';
import { reportFailures } from '../images/report-failures.js';
import { background } from '../options/color.js';
import { addExamples } from '../options/examples.js';
import { integer } from '../options/parse.js';
import { count } from '../output/numbers.js';

interface Options extends ImageEncoderOptions {
  readonly out: string;
  readonly onError: 'report' | 'stop';
  readonly errors?: string;
  readonly normalize?: true;
}

const endings = ['.npy', '.safetensors'];

export function define(command: Command, context: Context): void {
  command
    .argument('<pictures...>', 'files, or folders with all that is in them')
    .requiredOption('--out <file>', `where the vectors go: ${endings.join(' or ')}`)
    .option('--normalize', 'scale each vector to length 1')
    .optionsGroup('Network:')
    .addOption(
      new Option('--encoder <name>', 'which network; onnx: any, cnn: one trained with tovec')
        .choices(imageEncoderNames)
        .makeOptionMandatory(),
    )
    .requiredOption('--weights <source>', 'its safetensors; of onnx the .onnx file itself')
    .addOption(
      new Option(
        '--layout <name>',
        'whose names the weights have, and whose preprocessing fits them (default: seen in the names)',
      ).choices(layouts),
    )
    .option('--layer <name>', 'whose output is the vector (default: the one before the classes)')
    .option('--tap <tensor>', 'the same of an ONNX file: any tensor that `tovec onnx info` lists')
    .addOption(
      new Option('--pooling <how>', 'how a feature map becomes a vector').choices([
        ...['average', 'max', 'first', 'flatten'],
      ]),
    )
    .optionsGroup('Pictures:')
    .option(
      '--preprocessing <what>',
      'of an ONNX file: caffe, torch, tf, torchvision, timm, mobilenet, or a JSON file',
    )
    .option(
      '--size <n>',
      'the side of its pictures, where the file leaves it open',
      integer({ min: 1 }),
    )
    .option('--background <color>', 'behind what is transparent (default: #ffffff)', background)
    .option('--max-pixels <n>', 'larger pictures are refused', integer({ min: 1 }))
    .addOption(
      new Option(
        '--on-error <what>',
        'what a picture that cannot be read does: leave zeros, or stop',
      )
        .choices(['report', 'stop'])
        .default('report'),
    )
    .option('--errors <file>', 'write there which pictures could not be read, and why')
    .optionsGroup('Run:')
    .option('--batch-size <n>', 'pictures in the network at a time', integer({ min: 1 }), 16)
    .option('--threads <n>', 'for each batch (default: all processors)', integer({ min: 1 }))
    .option(
      '--parallel <n>',
      'batches at a time (default: more in small networks)',
      integer({ min: 1 }),
    )
    .action((pictures: string[], options: Options) => run(context, command, pictures, options));
  command.addHelpText(
    'after',
    `
Of one folder, rows are called by the paths of the pictures in it; of several places, by the paths as given.
A picture that cannot be read has a row of zeros and is told on stderr; the exit code is 0 as long as any
picture could be read, and 1 with --on-error stop. Weights are a path, npm:package/file or a URL.
@tovec/image has to be installed: npm install @tovec/image`,
  );
  addExamples(command, [
    [
      'tovec encode image photos --encoder resnet50 --weights resnet50.safetensors --out photos.npy',
      'All pictures of a folder, with their names in photos.words.txt',
    ],
    [
      'tovec encode image *.jpg --encoder vgg16 --weights vgg16.safetensors --layer block5_pool --out v.safetensors',
      'Another layer, to a file for `tovec nearest`',
    ],
    [
      'tovec encode image photos --encoder onnx --weights net.onnx --tap embedding --preprocessing mobilenet --out photos.npy',
      'Any network in an ONNX file',
    ],
  ]);
}

async function run(
  context: Context,
  command: Command,
  places: readonly string[],
  options: Options,
) {
  const { out, errors, encoder: name, weights, normalize = false } = options;
  checkEncoderOptions(command, options);
  await checkTarget(out, endings);
  if (errors !== undefined) await checkPlace(errors);
  const pictures = await collectPictures(places);
  await using encoder = await loadImageEncoder(options, context);
  const { dimensions, layer } = encoder;
  const failed = await encodeToFile(encoder, pictures, { path: out, normalize }, context);
  const rows = pictures.length;
  await reportFailures(failed, rows, errors, context);
  await context.print(
    { encoder: name, weights, layer, rows, dimensions, failed, out },
    () => `${out}: ${count(rows)} × ${count(dimensions)}`,
  );
}
