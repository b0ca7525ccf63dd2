import { type Encoder, encode, MissingItemError, type OnProgress, type Role } from '@tovec/core';

export interface EmbedKnownOptions {
  /** Whether the inputs are searched for or searched in. */
  readonly role?: Role | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/** A vector for each input; undefined where the encoder has none. */
export interface KnownVectors {
  readonly vectors: readonly (Float32Array | undefined)[];
  /** Which of them the encoder composed from parts. */
  readonly composed: ReadonlySet<number>;
}

/** The vectors of inputs by any encoder, whatever it does about an unknown one. */
export async function embedKnown<Input>(
  encoder: Encoder<Input>,
  inputs: readonly Input[],
  options: EmbedKnownOptions,
): Promise<KnownVectors> {
  if (inputs.length === 0) return { vectors: [], composed: new Set() };
  if (encoder.capabilities.missing === 'throw') return embedHalves(encoder, inputs, options);
  return embedAll(encoder, inputs, options);
}

async function embedAll<Input>(
  encoder: Encoder<Input>,
  inputs: readonly Input[],
  options: EmbedKnownOptions,
): Promise<KnownVectors> {
  const embeddings = await encode(encoder, inputs, options);
  const rowsOf = (kind: string) =>
    new Set(embeddings.notes.filter((note) => note.kind === kind).map(({ row }) => row));
  const missing = rowsOf('missing');
  return {
    vectors: inputs.map((_, row) => (missing.has(row) ? undefined : embeddings.row(row))),
    composed: rowsOf('composed'),
  };
}

/** For encoders that throw: one unknown input must not cost the others, so it is searched for. */
async function embedHalves<Input>(
  encoder: Encoder<Input>,
  inputs: readonly Input[],
  options: EmbedKnownOptions,
): Promise<KnownVectors> {
  try {
    return await embedAll(encoder, inputs, options);
  } catch (error) {
    if (!MissingItemError.isInstance(error)) throw error;
    if (inputs.length === 1) return { vectors: [undefined], composed: new Set() };
  }
  const middle = inputs.length >> 1;
  const first = await embedHalves(encoder, inputs.slice(0, middle), options);
  const second = await embedHalves(encoder, inputs.slice(middle), options);
  return {
    vectors: [...first.vectors, ...second.vectors],
    composed: new Set([...first.composed, ...[...second.composed].map((at) => at + middle)]),
  };
}
