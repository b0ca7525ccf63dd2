// The training kernel: stochastic gradient descent from id streams to embedding tables.
export {
  freezeRows, placeFeatures, placePaths, placeSampling, placeTables, placeWorker, scratchBytes, setCapacities,
  setHyperparameters, setOutputRowBytes,
} from './sgd/run';
export { placeLabels, placeWordNgrams } from './sgd/lines';
export { placeTags } from './sgd/documents';
export { fillUniform } from './sgd/initial';
export { trainCbow, trainSkipGram, trainSubwordCbow, trainSubwordSkipGram } from './sgd/train';
export {
  trainDocumentsConcatenated, trainDocumentsDbow, trainDocumentsDm, trainDocumentsSkipGram,
} from './sgd/paragraph-vectors';
export { trainLinesOneVsAll, trainLinesSampled, trainLinesSoftmax } from './sgd/classifier';
