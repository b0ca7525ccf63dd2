// What fastText's own tool says (tools/goldens/fasttext.mjs); for this package's own tests.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { Prediction } from '../classifier/options.js';

interface ClassifierGoldens {
  /** `label probability label probability …` for each of the first lines. */
  readonly predictions: readonly string[];
  /** The same, with up to five labels of 0.1 and more. */
  readonly likely: readonly string[];
  readonly sentenceVectors: readonly (readonly number[])[];
  readonly test: readonly string[];
  readonly testLabel: readonly string[];
}

type Vectors = Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;

interface Goldens {
  readonly lines: readonly string[];
  readonly words: readonly string[];
  readonly tests: readonly string[];
  readonly vectors: Vectors;
  readonly classifiers: Readonly<Record<string, ClassifierGoldens>>;
  readonly published: {
    readonly vectors: Vectors;
    readonly predictions: Readonly<Record<string, readonly string[]>>;
  };
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** A model that fastText's tool trained. */
export function fixture(name: string): string {
  return here(`../../../fixtures/fasttext/${name}`);
}

/** Where models that others published are, in a checkout that has them beside it. */
export const publishedFolder = here('../../../../../../shared/data/words/fasttext');

export function published(name: string): string {
  return join(publishedFolder, name);
}

export const goldens = JSON.parse(readFileSync(fixture('goldens.json'), 'utf8')) as Goldens;

/** Holds predictions against lines that the tool printed. */
export function expectPredictions(
  predictions: readonly (readonly Prediction[])[],
  printed: readonly string[],
): void {
  expect(predictions).toHaveLength(printed.length);
  for (const [at, line] of printed.entries()) {
    const fields = line.split(' ').filter((field) => field !== '');
    const labels = fields.filter((_, field) => field % 2 === 0);
    expect(
      predictions[at]!.map(({ label }) => label),
      `line ${at}`,
    ).toEqual(labels);
    for (const [which, { probability }] of predictions[at]!.entries()) {
      const said = Math.min(1, Number(fields[2 * which + 1]));
      expect(Math.abs(probability - said), `line ${at}: ${line}`).toBeLessThan(1e-5);
    }
  }
}

/** Holds a vector against numbers of five digits. */
export function expectVector(vector: ArrayLike<number>, said: readonly number[], what = ''): void {
  expect(vector).toHaveLength(said.length);
  for (const [at, number] of said.entries()) {
    const tolerance = 1e-5 * Math.max(1, Math.abs(number) * 5);
    expect(Math.abs(vector[at]! - number), `${what} [${at}]`).toBeLessThan(tolerance);
  }
}
