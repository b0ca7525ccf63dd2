import { check, InvalidInputError, type OnProgress } from '@tovec/core';
import { type ReadingRules, readingRuleKeys } from '../vocabulary/rules.js';

/** What counts as a co-occurrence. */
export interface CooccurrenceSettings {
  /** Words to either side at most. */
  readonly window: number;
  /** Whether the words before count as well as those after. */
  readonly symmetric: boolean;
  /** Whether a word d places away counts 1/d instead of 1. */
  readonly distanceWeighting: boolean;
}

/** Everything that counting co-occurrences can be told. */
export interface CooccurrenceOptions extends Omit<Partial<ReadingRules>, 'minCount'> {
  /** A word that occurs less often is left out; default 5. */
  readonly minCount?: number | undefined;
  /** Words to either side at most; Stanford's 15. */
  readonly window?: number | undefined;
  /** Whether the words before count as well as those after; default true. */
  readonly symmetric?: boolean | undefined;
  /** Whether a word d places away counts 1/d (the default) instead of 1. */
  readonly distanceWeighting?: boolean | undefined;
  /**
   * About how much memory counting may take: bytes, or a text like `'500mb'` or `'2gb'`; default 1 GB.
   * Text that does not fit is counted in parts, which are put aside in temporary files.
   */
  readonly memory?: number | string | undefined;
  /** Threads; default: as many as the machine runs at a time. The result does not depend on it. */
  readonly workers?: number | undefined;
  /** Stops the work within 100 ms; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Told several times a second how far each phase (`count`, `cooccurrences`, `merge`) has come. */
  readonly onProgress?: OnProgress | undefined;
}

/** The keys of {@link CooccurrenceSettings}. */
const cooccurrenceSettingKeys = [
  'window',
  'symmetric',
  'distanceWeighting',
] as const satisfies readonly (keyof CooccurrenceSettings)[];

/** The keys of {@link CooccurrenceOptions}. */
export const cooccurrenceOptionKeys = [
  ...readingRuleKeys,
  ...cooccurrenceSettingKeys,
  'memory',
  'workers',
  'signal',
  'onProgress',
] as const satisfies readonly (keyof CooccurrenceOptions)[];

/**
 * Checks settings and completes them with the defaults of Stanford's `cooccur`.
 *
 * @throws InvalidInputError naming the first one that cannot be
 */
export function cooccurrenceSettings(
  options: Pick<CooccurrenceOptions, keyof CooccurrenceSettings>,
): CooccurrenceSettings {
  return {
    window: check.integer('window', options.window ?? 15, { min: 1, max: 10_000 }),
    symmetric: check.boolean('symmetric', options.symmetric ?? true),
    distanceWeighting: check.boolean('distanceWeighting', options.distanceWeighting ?? true),
  };
}

const units = { '': 1, b: 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12 };
const defaultMemory = 1e9;

/** Bytes from a number or a text like `'2gb'`. @throws InvalidInputError */
export function memoryBytes(memory: number | string = defaultMemory): number {
  if (typeof memory === 'number') return check.number('memory', memory, { above: 0 });
  const [, amount, unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*([kmgt]?b)?\s*$/i.exec(String(memory)) ?? [];
  const bytes = Number(amount) * units[unit.toLowerCase() as keyof typeof units];
  if (typeof memory === 'string' && bytes > 0) return bytes;
  throw new InvalidInputError(
    `memory must be a number of bytes or a text like '500mb' or '2gb', but was ${JSON.stringify(memory)}`,
    { argument: 'memory', given: memory },
  );
}
