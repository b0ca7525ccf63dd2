// Continuous bag of words with negative sampling (Mikolov et al. 2013): the mean (or sum) of a
// window's vectors predicts the word in its middle. As in word2vec.c the whole gradient of that mean
// goes to each context.
import { block1x6 } from './blocks';
import { gatherContexts } from './contexts';
import { nextBlock } from './outputs';
import {
  contextMean, contextsAt, gradientAt, hiddenAt, outputsAt, rowBytes, sentenceAt,
} from './run';
import { drawOutputs, recordLoss } from './sampling';

/** The contexts of the word at `position` together learn to predict it. */
// @ts-ignore: decorator
@inline
export function trainCbowAt(position: u32, length: u32, rate: f32): void {
  const contexts = gatherContexts(position, length);
  if (contexts == 0) return;
  const outputsEnd = drawOutputs(load<u32>(sentenceAt() + (<usize>position << 2)), rate);
  const hidden = hiddenAt(), gradient = gradientAt(), bytes = rowBytes;
  combine(contexts, hidden, bytes);
  memory.fill(gradient, 0, bytes);
  let logLikelihood = f32x4.splat(0);
  for (let block = outputsAt(); block < outputsEnd; block = nextBlock(block)) {
    logLikelihood = f32x4.add(logLikelihood, block1x6(hidden, gradient, block, bytes));
  }
  addToContexts(contexts, gradient, bytes);
  recordLoss(logLikelihood, 1);
}

/** Writes the mean, or the sum, of the context rows to `hidden`. */
function combine(contexts: u32, hidden: usize, bytes: usize): void {
  const list = contextsAt();
  const scale = f32x4.splat(contextMean ? 1 / <f32>contexts : 1);
  const pairs = contexts & ~1;
  for (let k: usize = 0; k < bytes; k += 16) {
    let even = f32x4.splat(0), odd = f32x4.splat(0);
    for (let c: u32 = 0; c < pairs; c += 2) {
      const at = list + (<usize>c << 2);
      even = f32x4.add(even, v128.load(<usize>load<u32>(at) + k));
      odd = f32x4.add(odd, v128.load(<usize>load<u32>(at, 4) + k));
    }
    if (pairs < contexts) {
      even = f32x4.add(even, v128.load(<usize>load<u32>(list + (<usize>pairs << 2)) + k));
    }
    v128.store(hidden + k, f32x4.mul(f32x4.add(even, odd), scale));
  }
}

/** Adds the gradient to every context row, two at a time unless they are the same row. */
function addToContexts(contexts: u32, gradient: usize, bytes: usize): void {
  const list = contextsAt();
  let c: u32 = 0;
  while (c < contexts) {
    const a0 = <usize>load<u32>(list + (<usize>c << 2));
    const a1 = c + 1 < contexts ? <usize>load<u32>(list + (<usize>c << 2), 4) : a0;
    if (a0 == a1) {
      for (let k: usize = 0; k < bytes; k += 16) {
        v128.store(a0 + k, f32x4.add(v128.load(a0 + k), v128.load(gradient + k)));
      }
      c++;
    } else {
      for (let k: usize = 0; k < bytes; k += 16) {
        const g = v128.load(gradient + k);
        const x0 = v128.load(a0 + k), x1 = v128.load(a1 + k);
        v128.store(a0 + k, f32x4.add(x0, g));
        v128.store(a1 + k, f32x4.add(x1, g));
      }
      c += 2;
    }
  }
}
