// Where the tables of a run are, and what it was told.
//
// A row is groups of eight floats: four weights and, behind them, the rate of each: 1/√G, where G is
// glove.c's sum of squared gradients. A step is a gradient times its rate, and a step of u turns the
// rate r into r / √(1 + u²), which for a small u needs neither a root nor a division. Behind the groups
// stand the bias and its rate.

export const GROUP: usize = 32;
/** Where the rates of a group begin. */
export const RATES: usize = 16;

export let words: usize = 0;
export let contexts: usize = 0;
export let rowBytes: usize = 0;
/** Bytes of a row's groups; the bias stands behind them. */
export let groupBytes: usize = 0;
export let tally: usize = 0;
export let learningRate: f32 = 0;
/** No component of a gradient is larger. */
export let clip: f32 = 0;
export let alpha: f32 = 0;
export let logXMax: f32 = 0;

export function placeTables(wordsAt: usize, contextsAt: usize, rowBytesNow: usize, groups: u32): void {
  words = wordsAt; contexts = contextsAt; rowBytes = rowBytesNow;
  groupBytes = <usize>groups * GROUP;
}

/** Takes three f64 of this worker's: summed loss, records trained, records passed over. */
export function placeTally(at: usize): void { tally = at; }

export function setHyperparameters(rate: f32, largest: f32, exponent: f32, logOfXMax: f32): void {
  learningRate = rate; clip = largest; alpha = exponent; logXMax = logOfXMax;
}
