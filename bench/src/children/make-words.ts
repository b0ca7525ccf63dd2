// Makes a table in which every analogy can be asked: its words, and others up to `rows`, each a row of
// random normal numbers from a fixed seed.
//
//   node make-words.js '{ "questions": …, "path": …, "rows": …, "dimensions": … }'
import { createRandom } from '@tovec/core';
import { readAnalogies } from '@tovec/eval';
import { createKeyedVectors, writeVectors } from '@tovec/vectors';

export interface MakeWordsInput {
  readonly questions: string;
  /** A `.bin` of word2vec, which gensim reads too. */
  readonly path: string;
  readonly rows: number;
  readonly dimensions: number;
}

export interface MakeWordsOutput {
  /** Questions that can be asked. */
  readonly questions: number;
}

const { questions, path, rows, dimensions } = JSON.parse(process.argv[2] ?? '') as MakeWordsInput;
const { sections } = await readAnalogies(questions);
const asked = sections.flatMap((section) => section.questions);
const items = [...new Set(asked.flat().map((word) => word.toLowerCase()))];
while (items.length < rows) items.push(`word${items.length}`);
const random = createRandom(1);
const matrix = Float32Array.from({ length: items.length * dimensions }, () => random.normal());
await writeVectors(path, createKeyedVectors({ items, matrix, dimensions }));
console.log(JSON.stringify({ questions: asked.length } satisfies MakeWordsOutput));
