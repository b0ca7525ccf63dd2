import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeSafetensors } from '@tovec/core';
import { kerasPreprocessing, pixelInputs } from '@tovec/image';
import { efficientnetArchitecture, efficientnetNetwork } from '@tovec/image/efficientnet';
import { describeNetwork, initializeWeights, writeWeights } from '@tovec/nn';
import { readVectors } from '@tovec/vectors';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawPictures, exportBrightness } from './testing/pictures.js';
import { makeDirectory, runCli, runJson } from './testing/run-cli.js';

let directory: string;
let remove: () => Promise<void>;
const path = (...names: string[]) => join(directory, ...names);
const brightness = ['--encoder', 'onnx', '--weights', 'brightness.onnx', '--preprocessing', 'tf'];
const args = (...rest: string[]) => ['encode', 'image', ...rest, ...brightness];
const run = (...rest: string[]) => runCli(directory, args(...rest));

/** Sends SIGINT as soon as something is being written in a folder. */
async function interruptWriting(pid: number, folder: string): Promise<void> {
  while ((await readdir(folder)).length === 0)
    await new Promise((resolve) => setTimeout(resolve, 5));
  process.kill(pid, 'SIGINT');
}

beforeAll(async () => {
  ({ path: directory, remove } = await makeDirectory());
  await exportBrightness(path('brightness.onnx'));
  await drawPictures(path('photos'), {
    'white.png': '#ffffff',
    'red.png': '#ff0000',
    'glass.png': '#00000000',
    'dark/black.png': '#000000',
  });
  await writeFile(path('photos', 'broken.jpg'), 'no picture');
  await writeFile(path('photos', 'notes.txt'), 'no picture either');
});
afterAll(() => remove());

describe.concurrent('tovec encode image', () => {
  test('writes a row for each picture of a folder, and zeros for one that cannot be read', async () => {
    const { code, stdout, stderr } = await run('photos', '--out', 'v.safetensors');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'v.safetensors: 5 × 3\n' });
    expect(stderr).toMatch(
      /^1 of 5 rows are zeros, for pictures that cannot be read:\n {2}photos\/broken\.jpg is not a picture[^\n]*\n$/,
    );
    const vectors = await readVectors(path('v.safetensors'));
    expect(vectors.modality).toBe('image');
    expect([...vectors]).toEqual([
      ['broken.jpg', Float32Array.of(0, 0, 0)],
      ['dark/black.png', Float32Array.of(-1, -1, -1)],
      ['glass.png', Float32Array.of(1, 1, 1)],
      ['red.png', Float32Array.of(1, -1, -1)],
      ['white.png', Float32Array.of(1, 1, 1)],
    ]);
  });

  test('writes .npy with the names beside it, and tells failures in JSON and to a file', async () => {
    const result = await runJson(
      directory,
      args('photos', '--out', 'v.npy', '--errors', 'errors.tsv'),
    );
    expect(result).toEqual({
      ...{
        encoder: 'onnx',
        weights: 'brightness.onnx',
        layer: 'embedding',
        rows: 5,
        dimensions: 3,
      },
      failed: [{ item: 'broken.jpg', reason: expect.stringContaining('is not a picture') }],
      out: 'v.npy',
    });
    expect(await readFile(path('v.words.txt'), 'utf8')).toBe(
      'broken.jpg\ndark/black.png\nglass.png\nred.png\nwhite.png\n',
    );
    expect(await readFile(path('errors.tsv'), 'utf8')).toMatch(
      /^broken\.jpg\t[^\n]*not a picture[^\n]*\n$/,
    );
  });

  test('calls pictures of several places by their paths, each once', async () => {
    const places = ['./photos/red.png', 'photos/dark', 'photos/red.png'];
    await run(...places, '--out', 'several.safetensors', '--background', '#000');
    const vectors = await readVectors(path('several.safetensors'));
    expect([...vectors.keys()]).toEqual(['photos/red.png', 'photos/dark/black.png']);
  });

  test('taps another tensor, normalizes, and puts a colour behind what is transparent', async () => {
    const tap = ['--tap', 'rows', '--pooling', 'flatten'];
    const options = [...tap, '--normalize', '--background', '0,0,0'];
    await run('photos/glass.png', '--out', 'tapped.safetensors', ...options);
    const vectors = await readVectors(path('tapped.safetensors'));
    expect([...vectors]).toEqual([['photos/glass.png', new Float32Array(24).fill(-1 / 24 ** 0.5)]]);
  });

  test('stops at a picture that cannot be read, where that is wanted, and leaves nothing', async () => {
    await mkdir(path('empty'));
    const { code, stdout, stderr } = await run(
      'photos',
      '--on-error',
      'stop',
      '--out',
      'empty/v.npy',
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^error: photos\/broken\.jpg is not a picture[^\n]*\n$/);
    expect(await readdir(path('empty'))).toEqual([]);
  });

  test('fails when no picture can be read', async () => {
    const { code, stderr } = await run('photos/broken.jpg', 'none.png', '--out', 'x.npy');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^error: none of 2 pictures can be read\. The first: photos\/broken\.jpg/,
    );
    expect(existsSync(path('x.npy'))).toBe(false);
  });

  test('leaves nothing behind when it is interrupted', async () => {
    await mkdir(path('stopped'));
    await mkdir(path('many'));
    for (let at = 0; at < 400; at++)
      await copyFile(path('photos', 'red.png'), path('many', `${at}.png`));
    const { code, stderr } = await runCli(
      directory,
      args('many', '--out', 'stopped/v.npy', '--batch-size', '1'),
      { onStart: (pid) => void interruptWriting(pid, path('stopped')) },
    );
    expect({ code, stderr }).toEqual({ code: 130, stderr: 'error: interrupted\n' });
    expect(await readdir(path('stopped'))).toEqual([]);
  });

  test('gives vectors that `nearest` and others read', async () => {
    await run('photos', '--out', 'near.npy');
    const { stdout } = await runCli(directory, ['nearest', 'near.npy', 'glass.png', '--top', '1']);
    expect(stdout).toBe('white.png  1.0000\n');
  });

  test('prepares pictures as an ONNX file says', async () => {
    const preprocessing = kerasPreprocessing('tf', { size: 8 });
    await exportBrightness(path('said.onnx'), { preprocessing: JSON.stringify(preprocessing) });
    await exportBrightness(path('garbled.onnx'), { preprocessing: '{' });
    const encode = (weights: string) =>
      runCli(directory, [
        ...['encode', 'image', 'photos/red.png', '--out', 'said.safetensors'],
        ...['--encoder', 'onnx', '--weights', weights],
      ]);
    expect((await encode('said.onnx')).stderr).toBe('');
    const vectors = await readVectors(path('said.safetensors'));
    expect(vectors.get('photos/red.png')).toEqual(Float32Array.of(1, -1, -1));
    const { code, stderr } = await encode('garbled.onnx');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: garbled\.onnx: [^\n]*preprocessing that is not JSON[^\n]*\n$/);
    expect((await encode('brightness.onnx')).stderr).toContain('--preprocessing is needed');
  });

  test('runs a published network, and sees whose names its weights have', async () => {
    const network = efficientnetNetwork(efficientnetArchitecture({ layout: 'timm' }));
    const { weights } = describeNetwork(network, pixelInputs({ size: 224 }));
    const file = path('b0.safetensors');
    await writeWeights(file, weights, initializeWeights(weights, 1));
    const { code, stdout, stderr } = await runCli(directory, [
      ...['encode', 'image', 'photos/red.png', '--out', 'b0.npy', '--threads', '1'],
      ...['--encoder', 'efficientnet-b0', '--weights', 'b0.safetensors'],
    ]);
    expect(stderr).toContain('b0.safetensors: weights and pictures as those of timm');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'b0.npy: 1 × 1,280\n' });
  });

  test('suggests tensors for a tap that there is not', async () => {
    const { code, stderr } = await run('photos', '--out', 'x.npy', '--tap', 'embeding');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: [^\n]*'embeding'[^\n]*'embedding'[^\n]*\n$/);
  });

  test('lists all that weights of another network lack, after seeing whose names they have', async () => {
    const tensors = [
      { name: 'features.0.weight', dtype: 'F32', shape: [1], bytes: new Uint8Array(4) } as const,
    ];
    await writeSafetensors(path('other.safetensors'), { tensors });
    const { code, stderr } = await runCli(directory, [
      ...['encode', 'image', 'photos', '--out', 'x.npy'],
      ...['--encoder', 'vgg16', '--weights', 'other.safetensors'],
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('weights and pictures as those of torchvision');
    expect(stderr).toMatch(/error: [^\n]*features\.2\.weight/);
  });
});

test.each([
  [['photos', '--out', 'v.csv', ...brightness], 'must end in .npy or .safetensors'],
  [
    ['photos', '--out', 'v.npy', ...brightness, '--layout', 'keras'],
    '--layout is not for --encoder onnx',
  ],
  [['photos', '--out', 'v.npy', ...brightness, '--background', 'red'], 'It must be a colour'],
  [
    ['photos', '--out', 'v.npy', '--encoder', 'vgg61', '--weights', 'x'],
    'Allowed choices are vgg16',
  ],
  [
    ['photos', '--encoder', 'vgg16', '--weights', 'x'],
    "required option '--out <file>' not specified",
  ],
  [
    ['photos', '--out', 'v.npy', '--encoder', 'cnn', '--weights', 'x', '--tap', 'y'],
    '--tap is not for --encoder cnn',
  ],
])('refuses %j as wrong usage', async (rest, message) => {
  const { code, stdout, stderr } = await runCli(directory, ['encode', 'image', ...rest]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^error: [^\n]*\n$/);
  expect(stderr).toContain(message);
});

test('a model may still be called image', async () => {
  await writeFile(path('image'), '1 2\nking 1 2\n');
  const finished = await runCli(directory, ['encode', './image', '--out', 'x.txt'], {
    stdin: 'king\n',
  });
  expect(finished).toEqual({ code: 0, stdout: 'x.txt: 1 × 2\n', stderr: '' });
  const input = await runCli(directory, ['encode', '--input', 'image', './image'], {});
  expect(input.code).toBe(0);
});
