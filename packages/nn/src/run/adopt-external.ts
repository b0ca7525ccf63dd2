import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ModelFileError, type Source, UnsupportedError } from '@tovec/core';
import { TensorProto_DataLocation as DataLocation, type TensorProto } from 'onnx-buf';
import { externalTensor } from '../onnx/external-data.js';
import type { ParsedModel } from '../onnx/read/parse-model.js';
import type { LargeTensors } from './large-tensors.js';

/**
 * Fetches the weights that a model has in files beside it. Only files in its own folder are read,
 * whatever the model says.
 */
export async function adoptExternal(
  model: ParsedModel,
  source: { readonly given: Source; readonly name: string },
  large: LargeTensors,
  signal: AbortSignal | undefined,
): Promise<ParsedModel> {
  let folder: string | undefined;
  const initializer: TensorProto[] = [];
  for (const tensor of model.graph.initializer) {
    const place = Object.fromEntries(tensor.externalData.map(({ key, value }) => [key, value]));
    const isOurs = place.location === large.location;
    if (tensor.dataLocation !== DataLocation.EXTERNAL || isOurs) {
      initializer.push(tensor);
      continue;
    }
    folder ??= await folderOf(source);
    const fail = (why: string, cause?: unknown) =>
      new ModelFileError(`the weight '${tensor.name}' is said to be in ${why}`, {
        file: source.name,
        cause,
      });
    const file = await placeBeside(folder, place.location ?? '', fail);
    const offset = wholeNumber(place.offset ?? '0', fail);
    const { size } = await stat(file);
    const length = place.length === undefined ? size - offset : wholeNumber(place.length, fail);
    if (length < 0 || offset + length > size) {
      const end = Math.max(offset, offset + length);
      throw fail(`bytes ${offset} to ${end} of '${place.location}', which has ${size}`);
    }
    const pieces = createReadStream(file, {
      start: offset,
      end: offset + length - 1,
      signal,
      highWaterMark: 1 << 20,
    });
    const kept = await large.add(length, length === 0 ? nothing() : pieces);
    const { dataLocation, externalData } = externalTensor(large.location, kept);
    initializer.push({ ...tensor, dataLocation, externalData });
  }
  model.graph.initializer = initializer;
  return model;
}

async function folderOf({ given, name }: { given: Source; name: string }): Promise<string> {
  if (given instanceof URL && given.protocol === 'file:') {
    return dirname(await realpath(fileURLToPath(given)));
  }
  if (typeof given === 'string' && !given.startsWith('npm:')) {
    return dirname(await realpath(given));
  }
  throw new UnsupportedError(
    `${name} has its weights in files beside it, which are found only for a model opened by its path. Save them together and give the path.`,
  );
}

async function placeBeside(
  folder: string,
  location: string,
  fail: (why: string, cause?: unknown) => ModelFileError,
): Promise<string> {
  const file = await realpath(join(folder, location)).catch((cause: unknown) => {
    throw fail(`'${location}', which is not there`, cause);
  });
  const inside = relative(folder, file);
  if (
    location === '' ||
    inside === '' ||
    inside.startsWith('..') ||
    join(folder, inside) !== file ||
    !(await stat(file)).isFile()
  ) {
    throw fail(`'${location}', which is not a file in the model's folder`);
  }
  return file;
}

function wholeNumber(text: string, fail: (why: string) => ModelFileError): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number)) return number;
  throw fail(`a place '${text}', which is no number`);
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
