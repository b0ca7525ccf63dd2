import { library } from '../../tools/build/tsup.js';

export default library({
  index: 'src/index.ts',
  'vgg16/index': 'src/vgg16/index.ts',
  'resnet50/index': 'src/resnet50/index.ts',
  'efficientnet/index': 'src/efficientnet/index.ts',
  'cnn/index': 'src/cnn/index.ts',
  'onnx/index': 'src/onnx/index.ts',
});
