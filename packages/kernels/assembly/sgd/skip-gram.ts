// Skip-gram with negative sampling (Mikolov et al. 2013): for each word, every word of its window
// predicts it against words drawn from the noise distribution. As in pWord2Vec (Ji et al. 2016) the
// contexts of one word share its negatives, so that they can be trained in register blocks.
import { block1x6, block2x6 } from './blocks';
import { gatherContexts, wordAt } from './contexts';
import { nextBlock } from './outputs';
import { recordLoss } from './record';
import { contextsAt, outputsAt, rowBytes } from './run';
import { writeTargets } from './targets';

/** Every context of the word at `position` learns to predict it. */
// @ts-ignore: decorator
@inline
export function trainSkipGramAt(position: u32, length: u32, rate: f32): void {
  const contexts = gatherContexts(position, length);
  if (contexts != 0) trainContexts(contexts, wordAt(position), rate);
}

/** Each of the listed input rows learns to predict a word. */
// @ts-ignore: decorator
@inline
export function trainContexts(contexts: u32, wanted: u32, rate: f32): void {
  const outputsEnd = writeTargets(wanted, rate);
  const list = contextsAt(), outputs = outputsAt(), bytes = rowBytes;
  let logLikelihood = f32x4.splat(0);
  let c: u32 = 0;
  while (c < contexts) {
    const a0 = <usize>load<u32>(list + (<usize>c << 2));
    // The row after it, unless there is none or it is the same row, which must not be updated twice
    // from one state.
    const a1 = c + 1 < contexts ? <usize>load<u32>(list + (<usize>c << 2), 4) : a0;
    for (let block = outputs; block < outputsEnd; block = nextBlock(block)) {
      logLikelihood = f32x4.add(logLikelihood,
        a0 != a1 ? block2x6(a0, a1, block, bytes) : block1x6(a0, a0, block, bytes));
    }
    c += a1 == a0 ? 1 : 2;
  }
  recordLoss(logLikelihood, contexts);
}
