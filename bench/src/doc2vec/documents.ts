import {
  createReadStream,
  createWriteStream,
  existsSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { SetName } from './settings.js';

/** Documents whose inferred vectors can be judged. */
export interface DocumentSet {
  /** One document a line, for both programs. */
  readonly train: string;
  readonly infer: string;
  /** Of two documents, how alike people find them; or of each, its class. */
  readonly ratings?: readonly (readonly number[])[] | undefined;
  readonly classes?: readonly number[] | undefined;
}

/** Cuts a text into lines of so many words. */
export async function cutDocuments(text: string, path: string, words: number): Promise<void> {
  await pipeline(Readable.from(lines(text, words)), createWriteStream(path));
}

async function* lines(path: string, words: number): AsyncGenerator<string> {
  let rest = '';
  let line: string[] = [];
  for await (const chunk of createReadStream(path, 'utf8')) {
    const found = (rest + chunk).split(/\s+/);
    rest = found.pop()!;
    for (const word of found) {
      if (word !== '') line.push(word);
      if (line.length < words) continue;
      yield `${line.join(' ')}\n`;
      line = [];
    }
  }
  if (rest !== '') line.push(rest);
  if (line.length > 0) yield `${line.join(' ')}\n`;
}

/** The files of a set; undefined where they are not among the shared data. */
export function prepareSet(name: SetName, data: string, folder: string): DocumentSet | undefined {
  return name === 'lee'
    ? prepareLee(join(data, 'words/fasttext'), folder)
    : preparePolarity(join(data, 'sentences'), folder);
}

/** 300 articles to learn from, and 50 of which people said how alike any two are (Lee et al. 2005). */
function prepareLee(data: string, folder: string): DocumentSet | undefined {
  const [background, articles, ratings] = [
    ...['lee_background.cor', 'lee.cor', 'similarities0-1.txt'].map((name) => join(data, name)),
  ];
  if (![background, articles, ratings].every((path) => existsSync(path!))) return undefined;
  const wordsOf = (line: string) => (line.toLowerCase().match(/[a-z]{2,}/g) ?? []).join(' ');
  const write = (from: string, name: string) => {
    const path = join(folder, name);
    writeFileSync(
      path,
      linesOf(from)
        .map((line) => `${wordsOf(line)}\n`)
        .join(''),
    );
    return path;
  };
  return {
    train: write(background!, 'lee-train.txt'),
    infer: write(articles!, 'lee-infer.txt'),
    ratings: linesOf(ratings!).map((line) => line.trim().split(/\s+/).map(Number)),
  };
}

/** Sentences of film reviews, of which half are for the film; both kinds in turn. */
function preparePolarity(data: string, folder: string): DocumentSet | undefined {
  const paths = ['pos', 'neg'].map((label) => join(data, `rt-polarity.${label}`));
  if (!paths.every((path) => existsSync(path))) return undefined;
  const [positive, negative] = paths.map((path) =>
    linesOf(path, 'latin1').map((line) => line.replaceAll(/\s+/g, ' ').trim()),
  );
  const texts = positive!.flatMap((text, at) => [text, negative![at]!]);
  const path = join(folder, 'polarity.txt');
  writeFileSync(path, texts.map((text) => `${text}\n`).join(''));
  return { train: path, infer: path, classes: texts.map((_, at) => at % 2) };
}

function linesOf(path: string, encoding: 'utf8' | 'latin1' = 'utf8'): string[] {
  return readFileSync(path, encoding)
    .split('\n')
    .filter((line) => line.trim() !== '');
}
