import { describeValue, InvalidInputError, nearestNames } from '@tovec/core';
import type { Batch } from '@tovec/nn';
import { createBatchReader } from '../encoder/read-batch.js';
import { checkDecodeOptions } from '../input/decode-options.js';
import type { Preprocessing } from '../preprocessing/preprocessing.js';
import type { LabelledImage } from './options.js';

type Examples = Iterable<LabelledImage> | AsyncIterable<LabelledImage>;

/** Collects pictures with their labels. @throws InvalidInputError where there are none, or no labels */
export async function collectExamples(name: string, examples: Examples): Promise<LabelledImage[]> {
  const all: LabelledImage[] = [];
  for await (const example of examples) {
    if (typeof example?.label !== 'string') {
      throw new InvalidInputError(
        `${name} must be pictures with labels, { image, label }, but number ${all.length} was ${describeValue(example)}.`,
        { argument: name, given: example },
      );
    }
    all.push(example);
  }
  if (all.length > 0) return all;
  throw new InvalidInputError(`${name} has no pictures.`, { argument: name });
}

/** The classes of some examples, sorted by name. @throws InvalidInputError where there is only one */
export function classesOf(examples: readonly LabelledImage[]): string[] {
  const classes = [...new Set(examples.map(({ label }) => label))].sort();
  if (classes.length > 1) return classes;
  throw new InvalidInputError(
    `All pictures have the label ${describeValue(classes[0])}. Give pictures of two classes or more.`,
    { argument: 'examples' },
  );
}

/** Pictures made ready for the network, all of them in memory, and which class each is of. */
export async function readExamples(
  examples: readonly LabelledImage[],
  classes: readonly string[],
  preprocessing: Preprocessing,
  signal: AbortSignal | undefined,
): Promise<Batch> {
  const ids = new Map(classes.map((label, id) => [label, id]));
  const labels = Int32Array.from(examples, ({ label }) => {
    const id = ids.get(label);
    if (id !== undefined) return id;
    const nearest = nearestNames(label, classes, 1)[0];
    throw new InvalidInputError(
      `No picture to learn from has the label ${describeValue(label)}.${nearest === undefined ? '' : ` Is it ${describeValue(nearest)}?`}`,
      { argument: 'validation', given: label },
    );
  });
  const read = createBatchReader({
    ...{ preprocessing, order: 'NCHW', decoding: checkDecodeOptions({}), missing: 'throw' },
  });
  const { data } = await read(
    examples.map(({ image }) => image),
    signal,
  );
  const [height, width] = preprocessing.size;
  return {
    inputs: { pixels: { data, shape: [examples.length, 3, height, width] } },
    targets: { label: { data: labels, shape: [labels.length] } },
  };
}
