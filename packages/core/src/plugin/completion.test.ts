import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** What an editor offers at each `¦`, asked of the language service that editors ask. */
function completionsIn(marked: string): string[][] {
  const path = join(dirname(fileURLToPath(import.meta.url)), 'completion-example.ts');
  const pieces = marked.split('¦');
  const text = pieces.join('');
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
  let position = 0;
  return pieces.slice(0, -1).map((piece) => {
    position += piece.length;
    const { entries = [] } = service.getCompletionsAtPosition(path, position, undefined) ?? {};
    return entries.map(({ name }) => name);
  });
}

const example = `
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

registry.load('¦');
registry.train('¦');
registry.load('word:one-hot', { source: '', layer: '¦' });
`;

test('an editor completes the ids of a registry, and the options of each', () => {
  expect(completionsIn(example)).toEqual([
    ['word:word2vec', 'word:one-hot'],
    ['word:word2vec'],
    ['first', 'last'],
  ]);
});
