import { type Encoder, InvalidInputError } from '@tovec/core';
import type { LabelledDataset, LabelledItem } from '../datasets/labelled.js';
import { type EmbeddedItems, embedItems } from '../encoding/embed-items.js';
import { atUnitLength } from '../encoding/unit-length.js';
import { DenseFeatures } from '../probe/features.js';
import type { ExtrinsicOptions, ExtrinsicSettings } from './extrinsic-options.js';

/** All items of a dataset in one list, those to test with last. */
export interface ItemList<Input> {
  readonly inputs: readonly Input[];
  readonly labels: readonly (readonly string[])[];
  /** Where those begin that the dataset has to test with; undefined where it has none. */
  readonly testFrom: number | undefined;
}

/** @throws InvalidInputError when there is no dataset of labelled items */
export function listItems<Input>(dataset: LabelledDataset<Input>): ItemList<Input> {
  const { items, test } = (dataset ?? {}) as Partial<LabelledDataset<Input>>;
  if (!Array.isArray(items) || !(test === undefined || Array.isArray(test))) {
    throw new InvalidInputError(
      'A dataset with items was expected, as readLabelled gives; await what it returns.',
      { argument: 'dataset', given: dataset },
    );
  }
  const all: readonly LabelledItem<Input>[] = test === undefined ? items : [...items, ...test];
  return {
    inputs: all.map(({ item }) => item),
    labels: all.map(({ labels }) => labels),
    testFrom: test === undefined ? undefined : items.length,
  };
}

/** The vectors of a dataset's items, and which of those count. */
export interface ItemVectors {
  readonly embedded: EmbeddedItems;
  readonly features: DenseFeatures;
  /** Places of the items that are used. */
  readonly used: Uint32Array;
  readonly missing: readonly number[];
  /** Items with a vector of their own, of all. */
  readonly coverage: number;
}

/** Embeds all items of a dataset, once. */
export async function embedDataset<Input>(
  encoder: Encoder<Input>,
  { inputs }: ItemList<Input>,
  { missing, normalize }: ExtrinsicSettings,
  { cache, signal, onProgress }: ExtrinsicOptions,
): Promise<ItemVectors> {
  const found = await embedItems(encoder, inputs, { cache, signal, onProgress });
  const embedded = atUnitLength(found, normalize);
  const all = Uint32Array.from(inputs, (_, at) => at);
  const used = missing === 'zero' ? all : all.filter((at) => !embedded.missing.has(at));
  if (used.length === 0) {
    throw new InvalidInputError(
      `The encoder '${encoder.id}' has a vector for none of the ${inputs.length} items; does the dataset belong to it?`,
      { argument: 'dataset', given: inputs.length },
    );
  }
  return {
    ...{ embedded, used },
    features: new DenseFeatures(embedded.values, inputs.length, encoder.dimensions),
    missing: [...embedded.missing].sort((a, b) => a - b),
    coverage: 1 - embedded.missing.size / inputs.length,
  };
}
