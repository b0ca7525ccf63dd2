export {
  type LoadOnnxImageEncoderOptions,
  loadOnnxImageEncoder,
} from './load-onnx-image-encoder.js';
