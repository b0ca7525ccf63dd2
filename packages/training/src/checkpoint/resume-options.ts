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
