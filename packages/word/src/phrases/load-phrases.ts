import {
  ModelFileError,
  type ModelTensor,
  type OpenSourceOptions,
  readModelFile,
  type Source,
} from '@tovec/core';
import { type PhrasesOptions, phrasesSettings } from './options.js';
import { Phrases, phrasesId } from './phrases.js';

/**
 * Loads phrases that `Phrases.save` wrote.
 *
 * @throws ModelFileError when the file is damaged or does not hold phrases
 * @throws SourceError when the source cannot be read
 * @example
 * ```ts
 * import { tmpdir } from 'node:os';
 * import { loadPhrases, phrases } from '@tovec/word/phrases';
 *
 * const path = `${tmpdir()}/tovec-example-phrases.safetensors`;
 * const learnt = await phrases('new york is big\nin new york\n'.repeat(10), { threshold: 1 });
 * await learnt.save(path);
 * console.log((await loadPhrases(path)).size === learnt.size); // true
 * ```
 */
export async function loadPhrases(
  source: Source,
  options: OpenSourceOptions = {},
): Promise<Phrases> {
  const model = await readModelFile(source, { ...options, encoder: phrasesId });
  const file = typeof source === 'string' ? source : 'the file';
  const words = model.items?.toArray() ?? [];
  const read = (name: string) => numbersOf(model.tensors[name], name, words.length / 2, file);
  const [counts, scores] = [read('counts'), read('scores')];
  const settings = settingsOf(model.config, file);
  const entries = Array.from(counts, (count, at) => {
    const [first, second] = [words[2 * at]!, words[2 * at + 1]!];
    return {
      first,
      second,
      phrase: first + settings.delimiter + second,
      count,
      score: scores[at]!,
    };
  });
  return new Phrases(entries, settings);
}

function numbersOf(tensor: ModelTensor | undefined, name: string, length: number, file: string) {
  if (tensor?.dtype !== 'F64' || String(tensor.shape) !== String([length])) {
    throw new ModelFileError(
      `the tensor '${name}' must be F64 [${length}], a number for each pair of items`,
      { file },
    );
  }
  const numbers = new Float64Array(tensor.bytes.slice().buffer);
  if (!numbers.every(Number.isFinite)) {
    throw new ModelFileError(`the tensor '${name}' has numbers that are not finite`, { file });
  }
  return numbers;
}

function settingsOf(config: object, file: string) {
  const { tokenPattern, tokenFlags, ...options } = config as PhrasesOptions & {
    tokenPattern?: unknown;
    tokenFlags?: unknown;
  };
  try {
    const pattern =
      tokenPattern === undefined
        ? undefined
        : new RegExp(String(tokenPattern), tokenFlags === undefined ? '' : String(tokenFlags));
    return phrasesSettings({ ...options, tokenPattern: pattern });
  } catch (cause) {
    throw new ModelFileError(`the settings of the phrases cannot be: ${(cause as Error).message}`, {
      file,
      cause,
    });
  }
}
