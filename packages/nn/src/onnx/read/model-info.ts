import type { ParsedModel } from './parse-model.js';

/** What a model says of itself. */
export interface OnnxModelInfo {
  /** The program that wrote it. */
  readonly producer: string;
  readonly description: string;
  /** Versions of the sets of operations, by domain; ONNX's own is `'ai.onnx'`. */
  readonly opsets: Readonly<Record<string, number>>;
  readonly properties: Readonly<Record<string, string>>;
}

export function modelInfo({
  producerName,
  docString,
  opsetImport,
  metadataProps,
}: ParsedModel): OnnxModelInfo {
  return {
    producer: producerName,
    description: docString,
    opsets: Object.fromEntries(
      opsetImport.map(({ domain, version }) => [domain || 'ai.onnx', Number(version)]),
    ),
    properties: Object.fromEntries(metadataProps.map(({ key, value }) => [key, value])),
  };
}
