import { accuracy, adamW, softmaxCrossEntropy, trainNetwork } from '@tovec/nn';
import { pixelInputs } from '../architecture/architecture.js';
import { kerasPreprocessing } from '../preprocessing/presets.js';
import { augmentPictures } from './augment.js';
import { type Cnn, openCnn } from './cnn.js';
import { cnnNetwork } from './network.js';
import { type CnnTrainOptions, checkCnnOptions, type LabelledImage } from './options.js';
import { classesOf, collectExamples, readExamples } from './read-examples.js';

/** Share of the steps in which the learning rate rises. */
const WARM_UP = 0.1;

/**
 * Trains a small convolutional network to tell pictures apart, from scratch, and makes an encoder of its
 * last layer but one. For some thousands of small pictures; all are held in memory.
 *
 * @throws InvalidInputError for wrong options, pictures that cannot be read, labels that are all the same,
 *   or a learning rate with which training diverges
 * @throws MissingDependencyError where TensorFlow.js, onnxruntime-node or sharp is not installed
 *
 * @example
 * ```ts
 * import { trainCnn } from '@tovec/image/cnn';
 *
 * const plain = (value: number) => ({ data: new Uint8Array(192).fill(value), width: 8, height: 8 });
 * const examples = Array.from({ length: 32 }, (_, at) => ({
 *   image: plain(at % 2 === 0 ? 20 + at : 235 - at),
 *   label: at % 2 === 0 ? 'dark' : 'light',
 * }));
 * await using cnn = await trainCnn(examples, { size: 8, width: 2, epochs: 10, batchSize: 8 });
 * const [[best]] = await cnn.classify([plain(240)]);
 * console.log(best.label, cnn.encoder.dimensions); // light 16
 * ```
 */
export async function trainCnn(
  examples: Iterable<LabelledImage> | AsyncIterable<LabelledImage>,
  options: CnnTrainOptions = {},
): Promise<Cnn> {
  const checked = checkCnnOptions(options);
  const { architecture: shape, epochs, batchSize, seed, signal, patience } = checked;
  const pictures = await collectExamples('examples', examples);
  const classes = classesOf(pictures);
  const architecture = { ...shape, classes: classes.length };
  const preprocessing = kerasPreprocessing('tf', { size: shape.size, filter: 'bilinear' });
  const data = await readExamples(pictures, classes, preprocessing, signal);
  const held =
    checked.validation === undefined
      ? undefined
      : await readExamples(
          await collectExamples('validation', checked.validation),
          ...([classes, preprocessing, signal] as const),
        );
  const steps = Math.ceil(pictures.length / batchSize) * epochs;
  const { weights, report } = await trainNetwork(cnnNetwork(architecture), {
    inputs: pixelInputs(shape),
    data,
    ...{ epochs, batchSize, seed, signal },
    loss: softmaxCrossEntropy({ labelSmoothing: checked.labelSmoothing }),
    optimizer: adamW({
      learningRate: checked.learningRate,
      weightDecay: checked.weightDecay,
      warmupSteps: Math.round(WARM_UP * steps),
      decay: 'cosine',
    }),
    augment: augmentPictures({ flip: checked.flip, shift: checked.shift }),
    validation: held && { ...held, metrics: { accuracy: accuracy() } },
    earlyStopping: patience === undefined ? undefined : { metric: 'accuracy', patience },
    engine: checked.engine,
    checkpoint: checked.checkpoint,
    resume: checked.resume,
    onProgress: checked.onProgress,
    onEpoch: checked.onEpoch,
  });
  return openCnn({ architecture, classes, preprocessing, weights, report }, {});
}
