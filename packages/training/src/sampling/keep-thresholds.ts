import { tokensOf } from '../vocabulary/vocabulary.js';

/**
 * Sub-sampling of frequent words: a word is kept when a uniform u32 is at most its threshold. The
 * probability is word2vec.c's, (√(f / sample) + 1) · sample / f for a word that makes up the share f
 * of the tokens; Mikolov et al. 2013, eq. 5, give a close variant. `sample = 0` keeps everything.
 */
export function keepThresholds(counts: Float64Array, sample: number): Uint32Array {
  const total = tokensOf(counts);
  const thresholds = new Uint32Array(counts.length).fill(0xffffffff);
  if (sample === 0) return thresholds;
  counts.forEach((count, id) => {
    const share = count / total;
    const probability = (Math.sqrt(share / sample) + 1) * (sample / share);
    if (probability < 1) thresholds[id] = Math.floor(probability * 0xffffffff);
  });
  return thresholds;
}
