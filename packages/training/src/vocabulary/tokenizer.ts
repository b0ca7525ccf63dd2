import { splitter } from './build-vocabulary.js';
import type { TextRules } from './vocabulary.js';

/** How a text becomes words in memory: just as training reads it from a file. */
export function tokenizer(rules: TextRules): (text: string) => string[] {
  const split = splitter(rules);
  return (text) => {
    const runs = text.split(/[\0-\x20]+/).filter(Boolean);
    return split ? runs.flatMap((run) => [...split(run)]) : runs;
  };
}
