// How likely an arc is beside what its weight alone makes it: node2vec's α.
import {
  arcBetween, isArc, NO_ARC, outBias, returnBias, target, weakBelow, weakness, weight,
} from './graph';

/** The weight of `arc`, which leads away from `here`, times its bias on a walk that came from `before`. */
export function biasedWeight(before: u32, here: u32, arc: u32): f64 {
  const factor = weakBelow == 0 ? bias(before, arc) : extendedBias(before, here, arc);
  return <f64>weight(arc) * factor;
}

/**
 * The bias of `arc`, which leads away from `here`, on a walk that came from `before`: 1/p back, 1 to
 * what `before` leads to as well, 1/q elsewhere (Grover & Leskovec 2016, equation 2).
 */
function bias(before: u32, arc: u32): f64 {
  const next = target(arc);
  if (next == before) return returnBias;
  return isArc(before, next) ? 1 : outBias;
}

/**
 * The same for node2vec+ (Liu et al. 2023, equation 4): an arc that is weaker than its node's threshold
 * is hardly there, so what `before` leads to by a weak arc is between 1 and 1/q, and a weak arc to
 * elsewhere is never preferred.
 */
export function extendedBias(before: u32, here: u32, arc: u32): f64 {
  const next = target(arc);
  if (next == before) return returnBias;
  const known = arcBetween(before, next);
  const direct: f32 = known == NO_ARC ? 0 : weight(known);
  const threshold = weakness(next);
  if (known != NO_ARC && direct >= threshold) return 1;
  if (weight(arc) < weakness(here)) return min<f64>(1, outBias);
  return known == NO_ARC ? outBias : outBias + (1 - outBias) * <f64>direct / <f64>threshold;
}
