// What one training step predicts: the steps of the wanted word's way up the Huffman tree
// (hierarchical softmax, Morin & Bengio 2005), the word itself against noise words (negative
// sampling), or both, as word2vec.c allows.
import { outputRow, treeRow } from './frozen';
import { noiseOfStep } from './noise';
import { nextBlock, setOutput } from './outputs';
import {
  idleAt, negative, outputsAt, pathLimit, pathOffsets, pathSteps,
} from './run';

/** The block that is being filled, how many outputs it has, and how many those before it have. */
let block: usize = 0;
let slot: u32 = 0;
let before: u32 = 0;

/**
 * Writes the outputs of one training step in blocks of six, the last one filled up with idle rows.
 * As in word2vec.c noise that is the wanted word itself is passed over. Returns where the last block
 * ends.
 */
// @ts-ignore: decorator
@inline
export function writeTargets(wanted: u32, rate: f32): usize {
  openTargets();
  if (pathSteps != 0) addPath(wanted, rate);
  if (negative != 0) {
    add(outputRow(wanted, before + slot), 1, rate);
    const noise = noiseOfStep();
    const noiseEnd = noise + (<usize>load<u32>(noise) << 2);
    for (let at = noise; at < noiseEnd; ) {
      at += 4;
      const id = load<u32>(at);
      if (id != wanted) add(outputRow(id, before + slot), 0, rate);
    }
  }
  return closeBlock();
}

/** Begins a list of outputs that the caller adds to. */
// @ts-ignore: decorator
@inline
export function openTargets(): void {
  block = outputsAt();
  slot = 0;
  before = 0;
}

// @ts-ignore: decorator
@inline
export function add(row: usize, label: f32, rate: f32, limit: f32 = Infinity): void {
  if (slot == 6) { slot = 0; before += 6; block = nextBlock(block); }
  setOutput(block, slot++, row, label, rate, limit);
}

/** Fills the last block up with idle rows; returns where it ends. */
// @ts-ignore: decorator
@inline
export function closeBlock(): usize {
  if (slot == 0) return block;
  while (slot < 6) setOutput(block, slot++, idleAt(), 0, 0, Infinity);
  return nextBlock(block);
}

/** Whether the way to `wanted` goes to the right of each inner node above it. */
function addPath(wanted: u32, rate: f32): void {
  const at = pathOffsets + (<usize>wanted << 2);
  const end = pathSteps + (<usize>load<u32>(at, 4) << 2);
  for (let step = pathSteps + (<usize>load<u32>(at) << 2); step < end; step += 4) {
    const nodeAndLabel = load<u32>(step);
    const row = treeRow(nodeAndLabel >> 1, before + slot);
    add(row, <f32>(nodeAndLabel & 1), rate, pathLimit);
  }
}
