// The training kernel: stochastic gradient descent from id streams to embedding tables.
export { placeTables, placeWorker, scratchBytes, setHyperparameters } from './sgd/run';
export { fillUniform } from './sgd/initial';
export { trainCbow } from './sgd/cbow';
export { trainSkipGram } from './sgd/skip-gram';
