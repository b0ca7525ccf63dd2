// Continuous bag of words (Mikolov et al. 2013): the mean (or sum) of a window's vectors predicts the
// word in its middle. As in word2vec.c the whole gradient of that mean goes to each context.
import { block1x6 } from './blocks';
import { gatherContexts, wordAt } from './contexts';
import { nextBlock } from './outputs';
import { recordLoss } from './record';
import { addToRows, scaleRow, sumRows } from './rows';
import { contextMean, gradientAt, hiddenAt, outputsAt, rowBytes } from './run';
import { writeTargets } from './targets';

/** The contexts of the word at `position` together learn to predict it. */
// @ts-ignore: decorator
@inline
export function trainCbowAt(position: u32, length: u32, rate: f32): void {
  const contexts = gatherContexts(position, length);
  if (contexts != 0) trainRows(contexts, wordAt(position), rate, contextMean != 0);
}

/**
 * The mean, or the sum, of the listed input rows learns to predict a word. Each row gets `part` of the
 * gradient.
 */
// @ts-ignore: decorator
@inline
export function trainRows(rows: u32, wanted: u32, rate: f32, isMean: bool, part: f32 = 1): void {
  const outputsEnd = writeTargets(wanted, rate);
  const hidden = hiddenAt(), gradient = gradientAt(), bytes = rowBytes;
  sumRows(rows, hidden, bytes, isMean ? 1 / <f32>rows : 1);
  memory.fill(gradient, 0, bytes);
  let logLikelihood = f32x4.splat(0);
  for (let block = outputsAt(); block < outputsEnd; block = nextBlock(block)) {
    logLikelihood = f32x4.add(logLikelihood, block1x6(hidden, gradient, block, bytes));
  }
  if (part != 1) scaleRow(gradient, bytes, part);
  addToRows(rows, gradient, bytes);
  recordLoss(logLikelihood, 1);
}
