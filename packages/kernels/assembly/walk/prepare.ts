// The alias tables that walks draw from.
import { buildAliases } from './alias';
import { biasedWeight } from './bias';
import { aliasesAt, endArc, firstArc, pairsAt, target, weight } from './graph';

/**
 * Builds the tables of the arcs of the nodes from `first` to `end`, by weight.
 *
 * @param scratch 12 bytes for each arc of the node that has most
 */
export function prepareArcs(first: u32, end: u32, scratch: usize): void {
  for (let node = first; node < end; node++) {
    const from = firstArc(node), count = endArc(node) - from;
    for (let at: u32 = 0; at < count; at++) {
      store<f64>(scratch + (<usize>at << 3), <f64>weight(from + at));
    }
    buildAliases(scratch, count, aliasesAt(from), scratch + (<usize>count << 3));
  }
}

/** The same for each pair of arcs that can follow each other, for walks that go through `first` to `end`. */
export function preparePairs(first: u32, end: u32, scratch: usize): void {
  for (let before = first; before < end; before++) {
    for (let arc = firstArc(before), last = endArc(before); arc < last; arc++) {
      const here = target(arc);
      const from = firstArc(here), count = endArc(here) - from;
      for (let at: u32 = 0; at < count; at++) {
        store<f64>(scratch + (<usize>at << 3), biasedWeight(before, here, from + at));
      }
      buildAliases(scratch, count, pairsAt(arc), scratch + (<usize>count << 3));
    }
  }
}
