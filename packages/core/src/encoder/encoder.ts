/** What kind of thing an encoder takes. An open list: any other string does too. */
export type Modality = 'word' | 'document' | 'node' | 'image' | 'token' | (string & {});

/** Whether an input is searched for or searched in; some encoders treat the two differently. */
export type Role = 'query' | 'document';

/** Something worth knowing about one row of a result. */
export interface RowNote {
  readonly row: number;
  /**
   * - `missing`: the input is unknown, its row is all zeros unless the encoder says otherwise
   * - `composed`: the input is unknown, its row was put together from parts (e.g. subwords)
   * - `truncated`: only the beginning of the input was encoded
   */
  readonly kind: 'missing' | 'composed' | 'truncated';
  readonly message?: string | undefined;
}

/** One batch, as `encode` hands it to an encoder. */
export interface EncodeCall<Input> {
  /** 1 to `limits.maxBatch` inputs. */
  readonly inputs: readonly Input[];
  readonly role?: Role | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface EncodedBatch {
  /** `inputs.length × dimensions` finite numbers, row-major; not reused by the encoder later. */
  readonly vectors: Float32Array;
  /** Notes about rows of this batch, counted from 0. */
  readonly notes: readonly RowNote[];
}

export interface EncoderLimits {
  /** The most inputs of one `doEncode` call. */
  readonly maxBatch: number;
  /** Whether calls may overlap. */
  readonly concurrent: boolean;
  /** The most one call may cost: rows × the largest `cost` among them. */
  readonly maxBatchCost?: number | undefined;
}

export interface EncoderCapabilities {
  /** Whether the same inputs always give the same bytes. */
  readonly deterministic: boolean;
  /**
   * What happens to an unknown input: `throw` a MissingItemError, `compose` a vector from its parts
   * (note `composed`), or `report` it (a row of zeros, note `missing`).
   */
  readonly missing: 'throw' | 'compose' | 'report';
  /** The roles that make a difference to this encoder; others are ignored by it. */
  readonly roles?: readonly Role[] | undefined;
}

/**
 * An encoder f : X → Rⁿ, specification v1. It is structural: any object of this shape is one,
 * whichever copy of core it was made with. Authors write `doEncode` for one batch; users call
 * `encode(encoder, inputs)`, which does the rest.
 */
export interface Encoder<Input = unknown> {
  readonly specificationVersion: 'v1';
  /** E.g. `'word2vec'`; used in messages and model files. */
  readonly id: string;
  readonly modality: Modality;
  /** The n of Rⁿ. */
  readonly dimensions: number;
  readonly limits: EncoderLimits;
  readonly capabilities: EncoderCapabilities;
  /** Encodes one batch. Should reject soon after `signal` is aborted. */
  doEncode(call: EncodeCall<Input>): PromiseLike<EncodedBatch>;
  /**
   * What an input costs, e.g. its tokens, in any unit (that of `limits.maxBatchCost`). Where it is
   * given, inputs of like cost are encoded together.
   */
  cost?(input: Input): number;
  /** Gives back memory and sessions. */
  dispose?(): void | PromiseLike<void>;
}
