import { describeValue, type Source } from '@tovec/core';
import type { DatasetIdentity } from '../results/result.js';
import { type ReadDatasetOptions, readDatasetLines } from './dataset-lines.js';

/** a is to b as c is to what is expected: `['Athens', 'Greece', 'Oslo', 'Norway']`. */
export type Analogy = readonly [a: string, b: string, c: string, expected: string];

/** Analogies of one relation. */
export interface AnalogySection {
  /** Names that start with `gram` are of syntactic relations, all others of semantic ones. */
  readonly name: string;
  readonly questions: readonly Analogy[];
}

export interface AnalogyDataset extends DatasetIdentity {
  readonly sections: readonly AnalogySection[];
}

/**
 * Reads analogy questions in the format of word2vec's `questions-words.txt` (Mikolov et al. 2013):
 * `: name` starts a section, every other line is a question of four words.
 *
 * @throws ModelFileError naming file and line when a line is neither, or a question comes before
 *   the first section; SourceError when the source cannot be read
 * @example
 * ```ts
 * import { readAnalogies } from '@tovec/eval';
 *
 * const file = new TextEncoder().encode(': family\nboy girl king queen\nman woman he she\n');
 * const { sections } = await readAnalogies(file);
 * console.log(sections[0]?.name, sections[0]?.questions[0]);
 * // family [ 'boy', 'girl', 'king', 'queen' ]
 * ```
 */
export async function readAnalogies(
  source: Source,
  options: ReadDatasetOptions = {},
): Promise<AnalogyDataset> {
  const sections: { name: string; questions: Analogy[] }[] = [];
  const end = await readDatasetLines(source, options, (text, fail) => {
    if (text.startsWith(':')) {
      const name = text.slice(1).trim();
      if (name === '') throw fail("the section has no name; ': name' was expected");
      sections.push({ name, questions: [] });
      return;
    }
    const words = text.split(/[ \t\v\f\r]+/);
    if (words.length !== 4) {
      throw fail(
        `${describeValue(text)} has ${words.length} ${words.length === 1 ? 'word' : 'words'}; ` +
          "a question is four words, and a section starts with ': name'",
      );
    }
    const section = sections.at(-1);
    if (section === undefined) {
      throw fail("there is a question before the first section; ': name' was expected");
    }
    section.questions.push(words as [string, string, string, string]);
  });
  if (sections.every(({ questions }) => questions.length === 0)) {
    throw end.fail('the file has no questions');
  }
  return { name: end.name, sha256: end.sha256, sections };
}
