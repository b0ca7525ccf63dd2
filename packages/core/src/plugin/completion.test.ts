import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** What an editor offers at `¦`, asked of the language service that editors ask. */
function completionsAt(marked: string): string[] {
  const path = join(dirname(fileURLToPath(import.meta.url)), 'completion-example.ts');
  const position = marked.indexOf('¦');
  const text = marked.replace('¦', '');
  const service = ts.createLanguageService({
    getScriptFileNames: () => [path],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => {
      const content = name === path ? text : ts.sys.readFile(name);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => dirname(path),
    getCompilationSettings: () => ({
      strict: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: [],
    }),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => name === path || ts.sys.fileExists(name),
    readFile: ts.sys.readFile,
  });
  const { entries = [] } = service.getCompletionsAtPosition(path, position, undefined) ?? {};
  return entries.map(({ name }) => name);
}

const setup = `
import { createRegistry } from './create-registry.js';
import type { Encoder } from '../encoder/encoder.js';
import { definePlugin } from './define-plugin.js';
declare const encoder: Encoder<string>;
const load = async (options: { source: string; layer?: 'first' | 'last' }) => encoder;
const word = definePlugin({
  name: 'word',
  encoders: { word2vec: { load, train: async (corpus: string) => ({}) }, 'one-hot': { load } },
});
const registry = createRegistry({ word });
`;

test('an editor completes the ids of a registry, and the options of each', () => {
  expect(completionsAt(`${setup}registry.load('¦')`)).toEqual(['word:word2vec', 'word:one-hot']);
  expect(completionsAt(`${setup}registry.train('¦')`)).toEqual(['word:word2vec']);
  expect(
    completionsAt(`${setup}registry.load('word:one-hot', { source: '', layer: '¦' })`),
  ).toEqual(['first', 'last']);
});
