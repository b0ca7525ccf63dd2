export { type AugmentPicturesOptions, augmentPictures } from './augment.js';
export type { Cnn, OpenCnnOptions } from './cnn.js';
export { type LoadCnnOptions, loadCnn } from './load-cnn.js';
export { type CnnArchitecture, cnnNetwork } from './network.js';
export type { CnnTrainOptions, LabelledImage } from './options.js';
export { trainCnn } from './train-cnn.js';
