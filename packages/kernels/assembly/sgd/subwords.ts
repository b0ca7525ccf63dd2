// FastText (Bojanowski et al. 2017): a word's input is the mean of its own row and of the rows of its
// character n-grams, and as in fastText the whole gradient of that mean goes to each of them. In
// skip-gram it is, unlike word2vec.c's, the word in the middle that predicts its contexts.
import { block1x6 } from './blocks';
import { trainRows } from './cbow';
import { firstContext, gatherFeatures, lastContext, openWindow, wordAt } from './contexts';
import { nextBlock } from './outputs';
import { recordLoss } from './record';
import { addToRows, sumRows } from './rows';
import { gradientAt, hiddenAt, outputsAt, rowBytes } from './run';
import { writeTargets } from './targets';

/**
 * The word at `position` learns to predict every word around it. The mean of its rows moves by just
 * what each of them does, so it is composed once, learns in place from one context after the other,
 * and what it has moved by is added to the rows at the end.
 */
// @ts-ignore: decorator
@inline
export function trainSubwordSkipGramAt(position: u32, length: u32, rate: f32): void {
  openWindow(position, length);
  const first = firstContext, last = lastContext;
  if (first == last) return;
  const features = gatherFeatures(wordAt(position), 0);
  const hidden = hiddenAt(), gradient = gradientAt(), bytes = rowBytes;
  sumRows(features, hidden, bytes, 1 / <f32>features);
  memory.copy(gradient, hidden, bytes);
  let logLikelihood = f32x4.splat(0);
  for (let at = first; at <= last; at++) {
    if (at == position) continue;
    const outputsEnd = writeTargets(wordAt(at), rate);
    for (let block = outputsAt(); block < outputsEnd; block = nextBlock(block)) {
      logLikelihood = f32x4.add(logLikelihood, block1x6(hidden, hidden, block, bytes));
    }
  }
  for (let k: usize = 0; k < bytes; k += 16) {
    v128.store(gradient + k, f32x4.sub(v128.load(hidden + k), v128.load(gradient + k)));
  }
  addToRows(features, gradient, bytes);
  recordLoss(logLikelihood, last - first);
}

/** The words around `position`, all their rows together, learn to predict it. */
// @ts-ignore: decorator
@inline
export function trainSubwordCbowAt(position: u32, length: u32, rate: f32): void {
  openWindow(position, length);
  const first = firstContext, last = lastContext;
  let features: u32 = 0;
  for (let at = first; at <= last; at++) {
    if (at != position) features = gatherFeatures(wordAt(at), features);
  }
  if (features != 0) trainRows(features, wordAt(position), rate, true);
}
