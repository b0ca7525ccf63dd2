// Paragraph vectors (Le & Mikolov 2014): documents, by their tags, learn to predict their words. What
// the paper leaves open is as in gensim.
import { block1x6 } from './blocks';
import { trainRows } from './cbow';
import { gatherContexts, wordAt } from './contexts';
import { documentTags, nextDocument, paddingRow } from './documents';
import { inputRow } from './frozen';
import { nextBlock } from './outputs';
import { putBackRecord, recordLoss } from './record';
import {
  contextMean, contextsAt, gradientAt, hiddenAt, outputRowBytes, outputsAt, rowBytes, window,
} from './run';
import { beginCall, cursor, learningRate } from './sampling';
import { trainContexts } from './skip-gram';
import { writeTargets } from './targets';

/** PV-DBOW: each tag of a document predicts each of its words. */
export function trainDocumentsDbow(ids: usize, count: u32): void { train(ids, count, 0); }

/** The same with skip-gram between: the words of a window predict the word in its middle as well. */
export function trainDocumentsSkipGram(ids: usize, count: u32): void { train(ids, count, 1); }

/** PV-DM: the mean, or the sum, of the tags and the words of a window predict the word in its middle. */
export function trainDocumentsDm(ids: usize, count: u32): void { train(ids, count, 2); }

/** PV-DM where tags and words are concatenated, each in its place. */
export function trainDocumentsConcatenated(ids: usize, count: u32): void { train(ids, count, 3); }

// @ts-ignore: decorator
@inline
function train(ids: usize, count: u32, architecture: i32): void {
  const end = ids + (<usize>count << 2);
  beginCall(ids);
  while (cursor < end) {
    const length = nextDocument(end);
    const rate = learningRate(), tags = documentTags;
    for (let position: u32 = 0; position < length; position++) {
      if (architecture == 3) {
        trainConcatenatedAt(position, length, rate);
        continue;
      }
      const rows = architecture == 0 ? tags : gatherContexts(position, length, tags);
      if (rows == 0) continue;
      if (architecture == 2) trainSumOf(rows, wordAt(position), rate);
      else trainContexts(rows, wordAt(position), rate);
    }
  }
  putBackRecord();
}

/** Unlike word2vec.c, gensim divides the gradient of a sum among its rows. */
// @ts-ignore: decorator
@inline
function trainSumOf(rows: u32, wanted: u32, rate: f32): void {
  const isMean = contextMean != 0;
  trainRows(rows, wanted, rate, isMean, isMean ? 1 : 1 / <f32>rows);
}

// @ts-ignore: decorator
@inline
function trainConcatenatedAt(position: u32, length: u32, rate: f32): void {
  const rows = gatherWindow(position, length);
  const outputsEnd = writeTargets(wordAt(position), rate);
  const hidden = hiddenAt(), gradient = gradientAt(), bytes = outputRowBytes;
  concatenate(rows, hidden);
  memory.fill(gradient, 0, bytes);
  let logLikelihood = f32x4.splat(0);
  for (let block = outputsAt(); block < outputsEnd; block = nextBlock(block)) {
    logLikelihood = f32x4.add(logLikelihood, block1x6(hidden, gradient, block, bytes));
  }
  addParts(rows, gradient);
  recordLoss(logLikelihood, 1);
}

/** Lists the rows of all places of the window, behind those of the tags; returns how many there are. */
// @ts-ignore: decorator
@inline
function gatherWindow(position: u32, length: u32): u32 {
  const list = contextsAt(), reach = window;
  let rows = documentTags;
  for (let at: u32 = 0; at <= 2 * reach; at++) {
    if (at == reach) continue;
    // What is before the beginning is, as a whole number without sign, far behind the end.
    const other = position + at - reach;
    const id = other < length ? wordAt(other) : paddingRow;
    store<u32>(list + (<usize>rows << 2), <u32>inputRow(id, rows));
    rows++;
  }
  return rows;
}

function concatenate(rows: u32, to: usize): void {
  const list = contextsAt(), bytes = rowBytes;
  for (let row: u32 = 0; row < rows; row++) {
    memory.copy(to, <usize>load<u32>(list + (<usize>row << 2)), bytes);
    to += bytes;
  }
}

/** Adds to each row its part of the gradient. */
function addParts(rows: u32, gradient: usize): void {
  const list = contextsAt(), bytes = rowBytes;
  for (let at: u32 = 0; at < rows; at++) {
    const row = <usize>load<u32>(list + (<usize>at << 2));
    for (let k: usize = 0; k < bytes; k += 16) {
      v128.store(row + k, f32x4.add(v128.load(row + k), v128.load(gradient + k)));
    }
    gradient += bytes;
  }
}
