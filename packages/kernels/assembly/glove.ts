// The GloVe kernel: weighted least squares on the logarithms of co-occurrences, by AdaGrad.
export { initialise } from './glove/initial';
export { prepare } from './glove/prepare';
export { placeTally, placeTables, setHyperparameters } from './glove/run';
export { trainStrips } from './glove/train';
