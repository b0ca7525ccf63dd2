import type { Plugin } from './plugin.js';

/** Plugins by the name they have in ids. */
export interface Plugins {
  readonly [name: string]: Plugin;
}

/** Every id of a registry, as a union of literals: `'word:one-hot' | 'word:word2vec'`. */
export type EncoderId<P extends Plugins> = {
  [Name in keyof P & string]: `${Name}:${keyof P[Name]['encoders'] & string}`;
}[keyof P & string];

/** The ids of what can be trained. */
export type TrainableId<P extends Plugins> = {
  [Id in EncoderId<P>]: ProviderOf<P, Id> extends { readonly train: AnyFunction } ? Id : never;
}[EncoderId<P>];

/** The provider behind an id. */
type ProviderOf<P extends Plugins, Id extends string> = Id extends `${infer Name}:${infer Encoder}`
  ? P[Name]['encoders'][Encoder]
  : never;

type AnyFunction = (...args: never) => unknown;
type LoadOf<P extends Plugins, Id extends string> = ProviderOf<P, Id>['load'];
type TrainOf<P extends Plugins, Id extends string> = Extract<
  ProviderOf<P, Id>['train'],
  AnyFunction
>;

/** An instance with the encoders that it was given, and no others. */
export interface Registry<P extends Plugins> {
  /** All ids, in the order of the plugins. */
  readonly ids: readonly EncoderId<P>[];
  /** Whether an id is known, e.g. one that came from a configuration file. */
  has(id: string): id is EncoderId<P>;
  /**
   * Loads an encoder. The options are those of its own `load`.
   *
   * @throws InvalidInputError for an unknown id, listing what there is
   */
  load<Id extends EncoderId<P>>(
    id: Id,
    ...options: Parameters<LoadOf<P, Id>>
  ): Promise<Awaited<ReturnType<LoadOf<P, Id>>>>;
  /**
   * Trains a model on a corpus. Corpus and options are those of its own `train`.
   *
   * @throws InvalidInputError for an unknown id, or one that only loads
   */
  train<Id extends TrainableId<P>>(
    id: Id,
    ...corpusAndOptions: Parameters<TrainOf<P, Id>>
  ): Promise<Awaited<ReturnType<TrainOf<P, Id>>>>;
  /**
   * A registry with more plugins; this one stays as it is.
   *
   * @throws InvalidInputError when a name is taken
   */
  extend<More extends Plugins>(plugins: More): Registry<P & More>;
}
