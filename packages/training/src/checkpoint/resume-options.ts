import { InvalidInputError } from '@tovec/core';
import type { SgdSettings } from '../sgd/settings.js';
import type { ReadingRules } from '../vocabulary/rules.js';

/** Options that change what training learns, as values that can be compared after a JSON round trip. */
export type ResumeOptions = Readonly<Record<string, string | number | boolean | undefined>>;

/** @param known the words of the model that is trained further, if it is one */
export function resumeOptions(
  settings: SgdSettings,
  rules: ReadingRules,
  known: readonly string[] | undefined,
): ResumeOptions {
  const { keep, tokenPattern, ...others } = rules;
  return {
    ...settings,
    ...others,
    keep: keep && 'a function',
    tokenPattern: tokenPattern && String(tokenPattern),
    'words known before': known?.length,
  };
}

/** Refuses a checkpoint of another training. @throws InvalidInputError */
export function checkSameKind(
  before: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
): void {
  if (before.kind === now.kind) return;
  throw new InvalidInputError(
    `the checkpoint is of another training: ${before.kind}, not ${now.kind}; resume with what wrote it`,
    { argument: 'resume' },
  );
}

/**
 * Refuses to go on with other options than a checkpoint was made with.
 *
 * @throws InvalidInputError naming those that differ
 */
export function checkSameOptions(
  before: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
): void {
  checkSameKind(before, now);
  const keys = new Set([...Object.keys(before), ...Object.keys(now)]);
  const differing = [...keys].filter((key) => before[key] !== now[key]);
  if (differing.length === 0) return;
  const list = differing.map((key) => `${key} (${before[key]}, now ${now[key]})`);
  throw new InvalidInputError(
    `the checkpoint was made with other options: ${list.join(', ')}; resume with the same ones`,
    { argument: 'resume' },
  );
}
