// Exact search: scores of a tile of table rows for a block of queries, and the best of them.
export { inverseNorms, scaleTile } from './search/norms';
export { scoreTile } from './search/score';
export { clearBest, selectTile, sortBest } from './search/select';
export { selectAnalogies } from './search/analogies';
