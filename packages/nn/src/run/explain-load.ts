import { ModelFileError, UnsupportedError } from '@tovec/core';
import type { ParsedModel } from '../onnx/read/parse-model.js';
import { RuntimeFailure } from './runtime-thread.js';

/** How onnxruntime says that it does not have an operation. */
const unknownOperation = [
  /No Op registered for (?<op>\S+) with domain_version/,
  /(?:Fatal error: )(?<domain>[^\s:]*):(?<op>[^\s(]+)\([^)]*\) is not a registered function\/op/,
  /Could not find an implementation for (?<op>[^\s(]+)\([^)]*\) node with name '(?<node>[^']*)'/,
];
const unknownVersion =
  /Unsupported model IR version|is under development|No opset import for|Unsupported data type/;

/** Why a model could not be loaded: what it asks for is not there, or it is not what it should be. */
export function explainLoad(error: unknown, model: ParsedModel, file: string): unknown {
  if (!(error instanceof RuntimeFailure)) return error;
  for (const pattern of unknownOperation) {
    const found = pattern.exec(error.message)?.groups;
    if (found === undefined) continue;
    const { op, domain, node: named } = found;
    const node = model.graph.node.find(
      ({ opType, domain: own, name }) =>
        opType === op &&
        (domain === undefined || own === domain) &&
        (named === undefined || name === named),
    );
    const place = `domain '${node?.domain || 'ai.onnx'}', node '${node?.name || node?.output[0] || '?'}'`;
    return new UnsupportedError(
      `${file} has the operation ${op} (${place}), which onnxruntime does not have here.`,
      { cause: error },
    );
  }
  if (unknownVersion.test(error.message)) {
    return new UnsupportedError(`${file} is for another onnxruntime: ${error.message}`, {
      cause: error,
    });
  }
  return new ModelFileError(`onnxruntime cannot load it: ${error.message}`, {
    file,
    cause: error,
  });
}
