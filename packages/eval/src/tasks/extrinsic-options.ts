import { check } from '@tovec/core';
import { checkCache, type EmbeddingCacheOptions } from '../encoding/embedding-cache.js';
import type { BootstrapSettings } from '../statistics/bootstrap.js';
import { checkEvaluationOptions, type EvaluationOptions } from './options.js';

/** What every task that embeds the items of a dataset can be told besides. */
export interface ExtrinsicOptions extends EvaluationOptions {
  /**
   * An item without a vector is left out (`'skip'`, the default), or counts with a vector of zeros
   * (`'zero'`). Both lower the coverage.
   */
  readonly missing?: 'skip' | 'zero' | undefined;
  /** Whether vectors are scaled to length 1 first; default false. */
  readonly normalize?: boolean | undefined;
  /** Keeps vectors on disk, for the next evaluation of the same model on the same items. */
  readonly cache?: EmbeddingCacheOptions | undefined;
}

/** The same, defaults filled in, as results tell them. */
export interface ExtrinsicSettings {
  readonly missing: 'skip' | 'zero';
  readonly normalize: boolean;
}

/** Refuses options that the task does not have; the settings that all of them share. */
export function checkExtrinsicOptions(
  typeName: string,
  options: ExtrinsicOptions,
  keys: readonly string[],
): { readonly bootstrap: BootstrapSettings; readonly shared: ExtrinsicSettings } {
  const bootstrap = checkEvaluationOptions(typeName, options, [
    ...['missing', 'normalize', 'cache'],
    ...keys,
  ]);
  const { missing = 'skip', normalize = false } = options;
  check.oneOf('missing', missing, ['skip', 'zero']);
  check.boolean('normalize', normalize);
  checkCache(options.cache);
  return { bootstrap, shared: { missing, normalize } };
}
