import type { Encoder } from '../encoder/encoder.js';

/**
 * How one kind of encoder is loaded and, where it can be, trained. Both usually take one options
 * object; what they return keeps its own type.
 */
export interface EncoderProvider {
  load(...options: never): PromiseLike<Encoder<never>>;
  /** Trains on a corpus, in whatever form the encoder takes, and returns the trained model. */
  train?(...corpusAndOptions: never): PromiseLike<object>;
}

/** The encoders of a plugin, by id. */
export interface EncoderProviders {
  readonly [id: string]: EncoderProvider;
}

/** A family of encoders, specification v1; structural, like `Encoder`. */
export interface Plugin<Providers extends EncoderProviders = EncoderProviders> {
  readonly specificationVersion: 'v1';
  /** E.g. `'word'`. */
  readonly name: string;
  readonly encoders: Providers;
}
