// The training kernel: stochastic gradient descent from id streams to embedding tables.
export { placeTables, placeWorker, scratchBytes, setHyperparameters } from './sgd/run';
export { fillUniform } from './sgd/initial';
export { trainCbow, trainSkipGram } from './sgd/train';
