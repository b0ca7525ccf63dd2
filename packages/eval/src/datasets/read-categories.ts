import { describeValue, type ModelFileError, type Source } from '@tovec/core';
import type { DatasetIdentity } from '../results/result.js';
import { datasetDirectory, sha256OfFiles } from './dataset-files.js';
import { baseName, type ReadDatasetOptions, readDatasetLines } from './dataset-lines.js';

/** A word, and the category that people put it into. */
export interface CategorizedWord {
  readonly word: string;
  readonly category: string;
}

export interface CategoryDataset extends DatasetIdentity {
  readonly words: readonly CategorizedWord[];
}

/**
 * Reads words with their categories, for {@link categorization}: a word and its category a line,
 * between a tab (then both may have blanks) or else blanks. Or a directory, as
 * word-embeddings-benchmarks keeps AP, BLESS and the ESSLLI sets: a `.txt` file for each category,
 * named so, with a word a line (what stands behind a tab is passed over). The SHA-256 of a directory
 * is that of what `sha256sum *.txt` prints in it.
 *
 * @throws ModelFileError naming file and line when a line has no category, or a word is in the same
 *   one twice; SourceError when the source cannot be read
 * @example
 * ```ts
 * import { readCategories } from '@tovec/eval';
 *
 * const file = new TextEncoder().encode('cat\tanimal\ndog\tanimal\nred wine\tdrink\n');
 * const { words } = await readCategories(file);
 * console.log(words[2]); // { word: 'red wine', category: 'drink' }
 * ```
 */
export async function readCategories(
  source: Source,
  options: ReadDatasetOptions = {},
): Promise<CategoryDataset> {
  const list = new CategoryList();
  const directory = await datasetDirectory(source);
  if (directory === undefined) {
    const end = await readDatasetLines(source, options, (text, fail) => {
      const fields = text.includes('\t') ? text.split('\t') : text.split(/[ \v\f\r]+/);
      const [word, category] = fields.map((field) => field.trim());
      if (!word || !category || (!text.includes('\t') && fields.length > 2)) {
        throw fail(
          `${describeValue(text)} is no word with its category; both were expected, between a tab or blanks`,
        );
      }
      list.add(word, category, fail);
    });
    list.check(end.fail);
    return { name: end.name, sha256: end.sha256, words: list.words };
  }
  const { name, ...rest } = options;
  const read: { name: string; sha256: string }[] = [];
  let failLast: ((problem: string) => ModelFileError) | undefined;
  for (const { name: category, path } of directory.files) {
    const end = await readDatasetLines(path, rest, (text, fail) => {
      const word = text.split('\t', 1)[0]!.trim();
      list.add(word, category, fail);
    });
    read.push({ name: baseName(path), sha256: end.sha256 });
    failLast = end.fail;
  }
  list.check(failLast!);
  return {
    ...{ name: name ?? directory.name, sha256: await sha256OfFiles(read), words: list.words },
  };
}

class CategoryList {
  readonly words: CategorizedWord[] = [];
  private readonly seen = new Set<string>();

  add(word: string, category: string, fail: (problem: string) => ModelFileError): void {
    const key = `${word}\t${category}`;
    if (this.seen.has(key)) {
      throw fail(`${describeValue(word)} is in the category ${describeValue(category)} twice`);
    }
    this.seen.add(key);
    this.words.push({ word, category });
  }

  check(fail: (problem: string) => ModelFileError): void {
    const count = new Set(this.words.map(({ category }) => category)).size;
    if (count > 1) return;
    throw fail(
      count === 0
        ? 'there are no words with categories'
        : `all words are of the category ${describeValue(this.words[0]!.category)}; two are needed at least`,
    );
  }
}
