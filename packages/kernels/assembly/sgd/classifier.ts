// fastText's classifier (Joulin et al. 2017): the mean of a line's rows predicts its label.
import { below } from '../random';
import { block1x6 } from './blocks';
import { gatherLine, labelCount, lineLabel, lineLabels, nextLine } from './lines';
import { nextBlock, setLabel } from './outputs';
import { nextBits, putBackRecord, recordLoss } from './record';
import { addToRows, scaleRow, sumRows } from './rows';
import { gradientAt, hiddenAt, outputTable, outputsAt, rowBytes } from './run';
import { beginCall, cursor, learningRate } from './sampling';
import { trainSoftmax } from './softmax';
import { add, closeBlock, openTargets, writeTargets } from './targets';

/** One of the line's labels against all others. */
export function trainLinesSoftmax(ids: usize, count: u32): void { train(ids, count, 0); }

/** One of the line's labels by its way up the Huffman tree, against noise, or both. */
export function trainLinesSampled(ids: usize, count: u32): void { train(ids, count, 1); }

/** Every label by itself: does the line have it? */
export function trainLinesOneVsAll(ids: usize, count: u32): void { train(ids, count, 2); }

// @ts-ignore: decorator
@inline
function train(ids: usize, count: u32, loss: i32): void {
  const end = ids + (<usize>count << 2);
  beginCall(ids);
  while (cursor < end) {
    nextLine(end);
    if (lineLabels != 0) trainLine(learningRate(), loss);
  }
  putBackRecord();
}

// @ts-ignore: decorator
@inline
function trainLine(rate: f32, loss: i32): void {
  const rows = gatherLine();
  if (rows == 0) return;
  const hidden = hiddenAt(), gradient = gradientAt(), outputs = outputsAt(), bytes = rowBytes;
  const share: f32 = <f32>1 / <f32>rows;
  sumRows(rows, hidden, bytes, share);
  memory.fill(gradient, 0, bytes);
  let logLikelihood = f32x4.splat(0);
  if (loss == 0) {
    const likelihood = trainSoftmax(hidden, gradient, outputs, labelCount, drawLabel(), rate);
    logLikelihood = f32x4.replace_lane(logLikelihood, 0, likelihood);
  } else {
    const outputsEnd = loss == 1 ? writeTargets(drawLabel(), rate) : writeAllLabels(rate);
    for (let block = outputs; block < outputsEnd; block = nextBlock(block)) {
      logLikelihood = f32x4.add(logLikelihood, block1x6(hidden, gradient, block, bytes));
    }
  }
  // As in fastText, whose classifier, unlike its word vectors, divides the gradient too.
  scaleRow(gradient, bytes, share);
  addToRows(rows, gradient, bytes);
  recordLoss(logLikelihood, 1);
}

/** One of the line's labels at random. */
// @ts-ignore: decorator
@inline
function drawLabel(): u32 {
  return lineLabel(lineLabels == 1 ? 0 : below(nextBits(), lineLabels));
}

function writeAllLabels(rate: f32): usize {
  openTargets();
  for (let label: u32 = 0; label < labelCount; label++) {
    add(outputTable + <usize>label * rowBytes, 0, rate);
  }
  for (let at: u32 = 0; at < lineLabels; at++) setLabel(outputsAt(), lineLabel(at), 1);
  return closeBlock();
}
