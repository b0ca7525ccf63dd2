import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, choices, number, parseOptions, UsageError } from '../command.js';
import { findPython, runDriver } from '../contestants/python.js';
import { ours } from '../report/compare.js';
import { Session } from '../session.js';
import { sharedData } from '../workspace.js';
import {
  bare,
  exportNetwork,
  type ImageRun,
  makePictures,
  measureCnn,
  measureFiles,
  measureNetwork,
  measureStream,
} from './runs.js';
import {
  batch,
  type JpegSize,
  jpegs,
  measures,
  networks,
  pictures,
  size,
  stream,
} from './settings.js';
import { summarizeImage } from './summarize.js';

const help = `pnpm bench image [options]

Runs ResNet50, VGG16 and EfficientNet-B0 with the weights of one torchvision model each: as tovec writes
them down, beside the ONNX file that torch exports, in a bare session of onnxruntime-node; from JPEG
files to vectors; and by TensorFlow.js, the alternative there is today. Then trains a small network on
the shared CIFAR-10 pictures.

  --only <names>      only these measures, with commas: ${measures.join(', ')}
  --networks <names>  only these networks: ${networks.join(', ')}
  --runs <n>          processes of each measure, 3 by default; medians count
  --wait              wait until nothing else runs, at the start and before every run
  --out <file>        where to write the result; bench/results/<date>-image.json by default

PYTHON names a Python with torch and torchvision, python3 by default.`;

/** `pnpm bench image`. */
export const imageCommand: Command = {
  name: 'image',
  summary: 'ResNet50, VGG16 and EfficientNet beside bare sessions and tfjs',
  help,
  async run(args, context) {
    const { values } = parseOptions(args, {
      ...{ only: 'string', networks: 'string', runs: 'string', wait: 'boolean', out: 'string' },
    });
    const selected = choices('only', values.only, measures);
    const which = choices('networks', values.networks, networks);
    const rounds = number('runs', values.runs, 3, { min: 1, whole: true });
    const { signal } = context;
    const python = await findPython('torchvision', signal);
    if (typeof python === 'string') {
      throw new UsageError(
        `weights and the files to compare with come from torchvision: ${python}`,
      );
    }
    const torchvision = await runDriver<object>(
      python,
      'torchvision_networks.py',
      { versions: true },
      signal,
    );
    const folder = mkdtempSync(join(tmpdir(), 'tovec-bench-'));
    try {
      const session = await Session.start<ImageRun>({
        ...{ benchmark: 'image', wait: values.wait === true, signal, absent: {} },
        versions: {
          tovec: context.tovecVersion,
          torchvision: { foundBy: python.foundBy, ...torchvision.answer },
        },
        settings: { networks: [...which], size, batch, pictures, jpegs, stream, rounds },
        path: context.resultPath('image', values.out),
        summarize: summarizeImage,
      });
      const setting = { session, folder, python };
      await session.conclude(async () => {
        const sizes = Object.keys(jpegs) as JpegSize[];
        for (const jpeg of sizes) await makePictures(setting, jpeg);
        for (const network of networks) {
          if (!which.has(network)) continue;
          await exportNetwork(setting, network);
          if (selected.has('network')) {
            await measureNetwork(setting, network, [ours, bare], rounds);
          }
          if (selected.has('files')) {
            for (const jpeg of sizes) await measureFiles(setting, network, jpeg, rounds);
          }
          if (selected.has('tfjs')) await measureNetwork(setting, network, ['tfjs'], 1);
          if (selected.has('stream') && network === stream.network) await measureStream(setting);
        }
        if (selected.has('cnn'))
          await measureCnn(setting, sharedData('images/cifar10-subset.tar.gz'));
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
