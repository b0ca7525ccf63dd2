import type { TensorDtype } from '../safetensors/tensor.js';
import type { Items } from './items.js';

/** What JSON can hold. A key whose value is undefined is left out. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: JsonValue | undefined;
}

export interface ModelTensor {
  readonly dtype: TensorDtype;
  readonly shape: readonly number[];
  /** Little-endian, row-major. */
  readonly bytes: Uint8Array;
}

/** What a tovec model file holds. */
export interface ModelFile {
  /** The id of the encoder it belongs to, e.g. `'word2vec'`. */
  readonly encoder: string;
  /** What the encoder needs to know to use its tensors. */
  readonly config: JsonObject;
  /** How training went. */
  readonly report?: JsonObject | undefined;
  /** The names of the rows. */
  readonly items?: Items | undefined;
  readonly tensors: Readonly<Record<string, ModelTensor>>;
}
