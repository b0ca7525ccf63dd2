import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readWordPairs } from '@tovec/eval';
import { countVocabulary } from '@tovec/training';
import { type Judgement, judgement } from '../training/evaluate.js';
import { evaluation } from '../training/plan.js';

/**
 * Judges by those word pairs of which a word occurs less than `minCount` times: a model that was not
 * told of it has to compose its vector from n-grams.
 *
 * @param words the folder of the word pairs
 * @param folder where to put those that are left
 */
export async function rareJudgement(
  corpus: string,
  minCount: number,
  words: string,
  folder: string,
  signal: AbortSignal,
): Promise<Judgement> {
  const known = new Set((await countVocabulary({ path: corpus }, { minCount, signal })).words);
  const pairs: string[] = [];
  const compose = new Set<string>();
  for (const name of evaluation.pairs) {
    const dataset = await readWordPairs(join(words, name));
    const lines: string[] = [];
    for (const { a, b, score } of dataset.pairs) {
      // The corpus has no capitals.
      const [first, second] = [a.toLowerCase(), b.toLowerCase()];
      if (known.has(first) && known.has(second)) continue;
      compose.add(first).add(second);
      lines.push(`${first}\t${second}\t${score}\n`);
    }
    if (lines.length === 0) continue;
    const path = join(folder, `rare-${basename(name)}`);
    writeFileSync(path, lines.join(''));
    pairs.push(path);
  }
  return judgement({ pairs }, [...compose]);
}
