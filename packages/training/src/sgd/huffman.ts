/**
 * A binary Huffman tree over items, for hierarchical softmax (Morin & Bengio 2005, as word2vec.c and
 * fastText build it): frequent items are near the root. Inner node `k` joins its `left[k]` and its
 * `right[k]`; what is below `leaves` is an item, what is above is inner node `k - leaves`. The last
 * inner node is the root.
 */
export interface HuffmanTree {
  readonly leaves: number;
  readonly left: Uint32Array;
  readonly right: Uint32Array;
}

/** For each item the way from its leaf to the root, one after the other. */
export interface HuffmanPaths {
  /** Where each item's steps begin, and at the end how many there are: `leaves + 1` numbers. */
  readonly offsets: Uint32Array;
  /** `node · 2 + label`: the inner node, and whether the way to the item goes to the right of it. */
  readonly steps: Uint32Array;
  /** The most steps that one item has. */
  readonly longest: number;
}

/**
 * Joins the two rarest nodes until one is left.
 *
 * @param counts how often each item occurs, in descending order
 */
export function huffmanTree(counts: Float64Array): HuffmanTree {
  const leaves = counts.length;
  const inner = Math.max(0, leaves - 1);
  const left = new Uint32Array(inner);
  const right = new Uint32Array(inner);
  const innerCounts = new Float64Array(inner).fill(Number.POSITIVE_INFINITY);
  // Items come from the end, inner nodes from the beginning: both are then in ascending order.
  let leaf = leaves - 1;
  let node = 0;
  const rarest = () =>
    leaf >= 0 && (node >= inner || counts[leaf]! < innerCounts[node]!) ? leaf-- : leaves + node++;
  const countOf = (at: number) => (at < leaves ? counts[at]! : innerCounts[at - leaves]!);
  for (let k = 0; k < inner; k++) {
    const rare = rarest();
    const next = rarest();
    left[k] = rare;
    right[k] = next;
    innerCounts[k] = countOf(rare) + countOf(next);
  }
  return { leaves, left, right };
}

/** The way to every item, from its leaf up, as both tools walk it. */
export function huffmanPaths({ leaves, left, right }: HuffmanTree): HuffmanPaths {
  const parents = new Uint32Array(leaves + left.length);
  const depths = new Uint32Array(leaves + left.length);
  // `parent · 2 + label`, as a step of the path: from the root down, parents are known before children.
  for (let k = left.length - 1; k >= 0; k--) {
    for (const [label, child] of [left[k]!, right[k]!].entries()) {
      parents[child] = 2 * k + label;
      depths[child] = depths[leaves + k]! + 1;
    }
  }
  const offsets = new Uint32Array(leaves + 1);
  let longest = 0;
  for (let item = 0; item < leaves; item++) {
    offsets[item + 1] = offsets[item]! + depths[item]!;
    longest = Math.max(longest, depths[item]!);
  }
  const steps = new Uint32Array(offsets[leaves]!);
  for (let item = 0; item < leaves; item++) {
    let node = item;
    for (let at = offsets[item]!; at < offsets[item + 1]!; at++) {
      const step = parents[node]!;
      steps[at] = step;
      node = leaves + (step >> 1);
    }
  }
  return { offsets, steps, longest };
}
