// The training kernel: stochastic gradient descent from id streams to embedding tables.
export {
  freezeRows, placeFeatures, placePaths, placeSampling, placeTables, placeWorker, scratchBytes, setCapacities,
  setHyperparameters,
} from './sgd/run';
export { placeLabels, placeWordNgrams } from './sgd/lines';
export { fillUniform } from './sgd/initial';
export { trainCbow, trainSkipGram, trainSubwordCbow, trainSubwordSkipGram } from './sgd/train';
export { trainLinesOneVsAll, trainLinesSampled, trainLinesSoftmax } from './sgd/classifier';
