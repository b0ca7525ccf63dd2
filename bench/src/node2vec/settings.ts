/** What all programs learn with: the reference's defaults, and walks that need p and q. */
export const training = {
  ...{ dimensions: 128, walkLength: 80, walksPerNode: 10, window: 10, epochs: 1 },
  ...{ p: 0.25, q: 0.25 },
} as const;

/** Programs are timed with so many threads. */
export const threads = 2;

/** How the vectors of BlogCatalog and Cora are judged. */
export const judging = {
  /** Of the nodes, how many have a label in training. */
  trainFraction: 0.5,
  splits: 10,
  /** Of the edges of Cora, how many are held out. */
  testFraction: 0.3,
  /** On so small a graph as Cora vectors need more than one pass. */
  cora: { ...training, p: 1, q: 1, epochs: 5 },
} as const;

/** Random graphs of so many nodes, ten edges each, with short walks so that it ends in minutes. */
export const scale = {
  nodes: [10_000, 100_000, 1_000_000],
  edgesPerNode: 10,
  options: { ...training, walksPerNode: 1, walkLength: 40 },
} as const;
