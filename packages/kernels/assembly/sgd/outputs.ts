// The outputs that one training step predicts, in blocks of six as the register blocks take them:
// six row addresses (u32), six labels (f32), six learning rates (f32), six limits (f32): beyond its
// limit, either way, a logit teaches nothing. What is missing in the last block is filled with a row of
// zeros whose rate is 0: it neither learns nor teaches.

export const LABELS: usize = 24;
export const RATES: usize = 48;
export const LIMITS: usize = 72;
const BLOCK_BYTES: usize = 96;

// @ts-ignore: decorator
@inline
export function nextBlock(block: usize): usize { return block + BLOCK_BYTES; }

/** Bytes that `count` outputs take, in whole blocks. */
export function outputBytes(count: u32): usize { return <usize>((count + 5) / 6) * BLOCK_BYTES; }

// @ts-ignore: decorator
@inline
export function setOutput(
  block: usize, slot: u32, row: usize, label: f32, rate: f32, limit: f32,
): void {
  const at = block + (<usize>slot << 2);
  store<u32>(at, <u32>row);
  store<f32>(at, label, LABELS);
  store<f32>(at, rate, RATES);
  store<f32>(at, limit, LIMITS);
}

/** Changes the label of the output at `index`, counted from the first block. */
export function setLabel(firstBlock: usize, index: u32, label: f32): void {
  const at = firstBlock + <usize>(index / 6) * BLOCK_BYTES + (<usize>(index % 6) << 2);
  store<f32>(at, label, LABELS);
}
