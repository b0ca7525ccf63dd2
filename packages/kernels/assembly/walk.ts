// Random walks over a graph: first-order ones (DeepWalk; Perozzi et al. 2014) and biased second-order
// ones (node2vec; Grover & Leskovec 2016), also for weak edges (node2vec+; Liu et al. 2023).
export { placeArcs, placePairs, placeWeights, setBiases } from './walk/graph';
export { prepareArcs, preparePairs } from './walk/prepare';
export { countVisits, walkFirstOrder, walkPrecomputed, walkRejection } from './walk/walks';
