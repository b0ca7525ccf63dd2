// SplitMix64 (Steele, Lea & Flood 2014): the project's one generator, the same as @tovec/core's
// createRandom. Its state advances by a constant, so draws overlap in the pipeline instead of
// waiting for each other as a linear congruential generator's do.

/** The state that follows `state`; draw from the new state with `mixed`. */
// @ts-ignore: decorator
@inline
export function advanced(state: u64): u64 {
  return state + 0x9e3779b97f4a7c15;
}

/** The 64 random bits of a state. */
// @ts-ignore: decorator
@inline
export function mixed(state: u64): u64 {
  let bits = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
  return bits ^ (bits >> 31);
}

/** A uniform whole number in [0, below), from the high half of `bits`. */
// @ts-ignore: decorator
@inline
export function below(bits: u64, limit: u32): u32 {
  return <u32>(((bits >> 32) * <u64>limit) >> 32);
}
