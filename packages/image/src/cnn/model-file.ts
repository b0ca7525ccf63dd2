import {
  InvalidInputError,
  type JsonObject,
  type ModelFile,
  ModelFileError,
  type ModelTensor,
  tensorToFloat32,
} from '@tovec/core';
import { describeNetwork, type TrainingReport, weightTensors } from '@tovec/nn';
import { pixelInputs } from '../architecture/architecture.js';
import { checkPreprocessing } from '../preprocessing/preprocessing.js';
import { type CnnArchitecture, cnnNetwork } from './network.js';
import { checkCnnArchitecture } from './options.js';
import { type CnnParts, cnnId } from './parts.js';

/** A network as its file holds it. */
export function cnnFile(parts: CnnParts): ModelFile {
  const { architecture, classes, preprocessing, weights, report } = parts;
  const tensors = weightTensors(weightsOf(architecture), weights);
  return {
    encoder: cnnId,
    config: {
      architecture: { ...architecture },
      classes,
      preprocessing: preprocessing as unknown as JsonObject,
    },
    report: report as unknown as JsonObject,
    tensors: Object.fromEntries(
      tensors.map(({ name, ...tensor }) => [name, tensor as ModelTensor]),
    ),
  };
}

/** What a file holds. @throws ModelFileError where that is no network */
export function cnnParts({ config, report, tensors }: ModelFile, file: string): CnnParts {
  const fail = (message: string, cause?: unknown): never => {
    throw new ModelFileError(message, { file, cause });
  };
  const { classes } = config;
  const areNames = Array.isArray(classes) && classes.every((name) => typeof name === 'string');
  if (!areNames) return fail('the names of its classes are not there');
  if (report === undefined) return fail('it has no training report');
  const architecture = attempt(() => {
    const { width, size, dropout } = (config.architecture ?? {}) as unknown as CnnArchitecture;
    return { ...checkCnnArchitecture({ width, size, dropout }), classes: classes.length };
  });
  const preprocessing = attempt(() => checkPreprocessing(config.preprocessing));
  const specs = weightsOf(architecture);
  const weights = new Map(
    specs.map(({ name, shape }) => {
      const found = tensors[name];
      if (found === undefined) return fail(`the tensor '${name}' is missing`);
      if (found.shape.join() !== shape.join()) {
        return fail(`the tensor '${name}' is [${found.shape}]; [${shape}] is needed`);
      }
      return [name, tensorToFloat32(found.dtype, found.bytes)];
    }),
  );
  const extra = Object.keys(tensors).find((name) => !weights.has(name));
  if (extra !== undefined) return fail(`the tensor '${extra}' is not one of the network`);
  return {
    ...{ architecture, classes: classes as unknown as readonly string[], preprocessing, weights },
    report: report as unknown as TrainingReport,
  };

  function attempt<Value>(read: () => Value): Value {
    try {
      return read();
    } catch (error) {
      if (!InvalidInputError.isInstance(error)) throw error;
      return fail(`its settings cannot be: ${error.message}`, error);
    }
  }
}

function weightsOf(architecture: CnnArchitecture) {
  return describeNetwork(cnnNetwork(architecture), pixelInputs(architecture)).weights;
}
