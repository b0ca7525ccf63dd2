import type { Preprocessing } from '../preprocessing/preprocessing.js';
import {
  kerasPreprocessing,
  type TimmPreprocessingOptions,
  timmPreprocessing,
  torchvisionPreprocessing,
} from '../preprocessing/presets.js';
import type { Layout } from './architecture.js';

/**
 * What the libraries do for VGG16 and ResNet50: Keras subtracts the means of Caffe, torchvision cuts 224
 * out of 256, timm has a setting for each network.
 */
export function classicPreprocessing(
  layout: Layout,
  size: number,
  timm: Omit<TimmPreprocessingOptions, 'size'>,
): Preprocessing {
  switch (layout) {
    case 'keras':
      return kerasPreprocessing('caffe', { size });
    case 'torchvision':
      return torchvisionPreprocessing({ resize: Math.round((size * 256) / 224), crop: size });
    case 'timm':
      return timmPreprocessing({ ...timm, size });
  }
}
