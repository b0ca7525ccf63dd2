import { readFile } from 'node:fs/promises';
import { ModelFileError, type Source, SourceError } from '@tovec/core';
import type { Preprocessing } from '@tovec/image';
import type { Context } from '../context.js';
import { UsageError } from '../errors.js';
import { loadImage } from '../files/load-image.js';

type Size = readonly [height: number, width: number];

/** What a loader takes: a preprocessing, or one for the size that its network turns out to have. */
type PreprocessingOrMaker = Preprocessing | ((size: Size) => Preprocessing);

interface Wanted {
  /** A name, or a JSON file; default what the network's file says, as those of tovec do. */
  readonly preprocessing?: string | undefined;
  /** The side of the pictures, where the network does not fix it. */
  readonly size?: number | undefined;
}

const presets = ['caffe', 'torch', 'tf', 'torchvision', 'timm', 'mobilenet'] as const;
type Preset = (typeof presets)[number];

/**
 * How pictures become the input of a network in an ONNX file.
 *
 * @throws UsageError for a name that is nobody's, or when nothing says it; InvalidInputError for JSON that
 *   says something else
 */
export async function readPreprocessing(
  file: Source,
  { preprocessing: what, size }: Wanted,
  { signal }: Pick<Context, 'signal'>,
): Promise<PreprocessingOrMaker> {
  const image = await loadImage(() => import('@tovec/image'));
  if (what === undefined) {
    const { OnnxModel } = await import('@tovec/nn');
    await using model = await OnnxModel.open(file, { load: false, signal });
    const { preprocessing } = model.info.properties;
    if (preprocessing !== undefined) {
      return image.checkPreprocessing(parseJson(preprocessing, model.name));
    }
    throw new UsageError(
      `--preprocessing is needed: ${model.name} does not say what pictures have to go through; ` +
        `${presets.join(', ')}, or a JSON file`,
    );
  }
  const preset = presets.find((name) => name === what);
  if (preset !== undefined) {
    const ofSize = (wanted: Size) => presetOf(image, preset, wanted);
    return size === undefined ? ofSize : ofSize([size, size]);
  }
  if (what.toLowerCase().endsWith('.json')) return image.checkPreprocessing(await readJson(what));
  throw new UsageError(
    `--preprocessing must be ${presets.join(', ')} or a .json file, but was ${what}`,
  );
}

function presetOf(image: typeof import('@tovec/image'), preset: Preset, size: Size): Preprocessing {
  switch (preset) {
    case 'torchvision':
      return image.torchvisionPreprocessing({ crop: size, resize: resizeFor(size) });
    case 'timm':
      return image.timmPreprocessing({ size: size[0] });
    case 'mobilenet':
      return image.mobilenetPreprocessing({ size: size[0] });
    default:
      return image.kerasPreprocessing(preset, { size });
  }
}

/** The shorter side before the crop, in the proportion of 256 to 224. */
function resizeFor([height, width]: Size): number {
  return Math.round((Math.min(height, width) * 256) / 224);
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ModelFileError('its metadata has a preprocessing that is not JSON', { file, cause });
  }
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new SourceError(`${path} cannot be read: ${(cause as Error).message}`, {
      ...{ source: path, cause },
    });
  }
}
