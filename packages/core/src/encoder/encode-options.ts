import { check } from '../check.js';
import type { OnProgress } from '../progress/progress-event.js';
import type { Embeddings, Precision } from './embeddings.js';
import type { Encoder, Role } from './encoder.js';

/** What `encode` takes: any collection, also one that is still arriving. */
export type Inputs<Input> = Iterable<Input> | AsyncIterable<Input>;

export interface EncodeOptions<P extends Precision = Precision> {
  /** The most inputs per call of the encoder, never more than its own limit; default 1024. */
  readonly batchSize?: number | undefined;
  /** How many calls may overlap, where the encoder allows that; default 4. */
  readonly concurrency?: number | undefined;
  /** Scale each vector to length 1 (a zero vector stays zero); default false. */
  readonly normalize?: boolean | undefined;
  /**
   * Keep only the first so many dimensions, for encoders trained to allow it (Kusupati et al.,
   * "Matryoshka Representation Learning", 2022). Truncated before `normalize`.
   */
  readonly dimensions?: number | undefined;
  /** How the result holds its numbers (see {@link Embeddings}); default `'float32'`. */
  readonly precision?: P | undefined;
  /** Whether the inputs are searched for or searched in; most encoders do not care. */
  readonly role?: Role | undefined;
  /** Stops before the next batch; what the promise rejects with is the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
}

export interface CheckedEncodeOptions {
  readonly batchSize: number;
  readonly concurrency: number;
  readonly normalize: boolean;
  readonly dimensions: number;
  readonly precision: Precision;
  readonly role: Role | undefined;
}

const KEYS = [
  'batchSize',
  'concurrency',
  'normalize',
  'dimensions',
  'precision',
  'role',
  'signal',
  'onProgress',
];

/** Fills in the defaults. */
export function checkEncodeOptions(
  options: EncodeOptions,
  { limits, dimensions }: Encoder<never>,
): CheckedEncodeOptions {
  check.knownKeys('EncodeOptions', options, KEYS);
  const batchSize = check.integer('batchSize', options.batchSize ?? 1024, { min: 1 });
  const concurrency = check.integer('concurrency', options.concurrency ?? 4, { min: 1 });
  const { role } = options;
  return {
    batchSize: Math.min(batchSize, limits.maxBatch),
    concurrency: limits.concurrent ? concurrency : 1,
    normalize: check.boolean('normalize', options.normalize ?? false),
    dimensions: check.integer('dimensions', options.dimensions ?? dimensions, {
      min: 1,
      max: dimensions,
    }),
    precision: check.oneOf('precision', options.precision ?? 'float32', [
      'float32',
      'int8',
      'binary',
    ]),
    role: role === undefined ? undefined : check.oneOf('role', role, ['query', 'document']),
  };
}
