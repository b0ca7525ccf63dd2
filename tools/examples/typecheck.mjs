import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../workspace.mjs';

/**
 * Type-checks files as a user's strict project would, and tells what is wrong in each.
 *
 * @param {string[]} files absolute paths
 * @param {ts.CompilerOptions} [options]
 * @returns {Map<string, { line: number; message: string }[]>} by file; `line` counts from 0
 */
export function typeErrors(files, options = {}) {
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts', 'lib.dom.d.ts'],
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    ...options,
  });
  /** @type {Map<string, { line: number; message: string }[]>} */
  const errors = new Map(files.map((file) => [file, []]));
  for (const { file, start = 0, messageText } of ts.getPreEmitDiagnostics(program)) {
    const path = file?.fileName ?? '';
    const line = file?.getLineAndCharacterOfPosition(start).line ?? 0;
    const message = ts.flattenDiagnosticMessageText(messageText, '\n');
    errors.set(path, [...(errors.get(path) ?? []), { line, message }]);
  }
  return errors;
}
