export {
  type ImageNetworkOptions,
  type Layout,
  pixelInputs,
} from './architecture/architecture.js';
export {
  type ContactSheet,
  type ContactSheetOptions,
  contactSheet,
  type SheetGroup,
  type SheetNeighbor,
} from './contact-sheet/contact-sheet.js';
export {
  type DecodePredictionsOptions,
  decodePredictions,
  type Prediction,
} from './encoder/decode-predictions.js';
export {
  defineImageEncoder,
  type ImageEncoder,
  type ImageEncoderDefinition,
  type ImageRunner,
} from './encoder/define-image-encoder.js';
export type { ImageEncoderOptions } from './encoder/encoder-options.js';
export type { ImagePooling } from './encoder/pool-layer.js';
export { decodeImage } from './input/decode-image.js';
export type { Background, DecodeImageOptions } from './input/decode-options.js';
export type { ImageInput, RawPixels, SharpPipeline } from './input/image-input.js';
export { type ImagesInOptions, imagesIn } from './input/images-in.js';
export type { Picture } from './input/picture.js';
export type { ResizeFilter } from './preprocessing/filters.js';
export {
  type ChannelOrder,
  type PreprocessTarget,
  preprocess,
} from './preprocessing/preprocess.js';
export { checkPreprocessing, type Preprocessing } from './preprocessing/preprocessing.js';
export {
  type KerasPreprocessingOptions,
  kerasPreprocessing,
  type MobilenetPreprocessingOptions,
  mobilenetPreprocessing,
  type TimmPreprocessingOptions,
  type TorchvisionPreprocessingOptions,
  timmPreprocessing,
  torchvisionPreprocessing,
} from './preprocessing/presets.js';
