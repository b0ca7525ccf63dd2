import { posix } from 'node:path';
import ts from 'typescript';

/**
 * @typedef {object} Import
 * @property {string} specifier
 * @property {number} line
 * @property {'static' | 'dynamic' | 'type'} kind `type` imports are erased before anything runs
 */

/**
 * Every module that a TypeScript or JavaScript file names, in import and export declarations,
 * `import()` calls and types, and `require()`.
 *
 * @param {string} path
 * @param {string} text
 * @returns {Import[]}
 */
export function importsOf(path, text) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  /** @type {Import[]} */
  const found = [];

  /** @param {ts.Node | undefined} name @param {Import['kind']} kind */
  const add = (name, kind) => {
    if (!name || !ts.isStringLiteralLike(name)) return;
    const { line } = file.getLineAndCharacterOfPosition(name.getStart(file));
    found.push({ specifier: name.text, line: line + 1, kind });
  };

  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, isErasedImport(node) ? 'type' : 'static');
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, isErasedExport(node) ? 'type' : 'static');
    } else if (ts.isImportTypeNode(node)) {
      add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, 'type');
    } else if (ts.isCallExpression(node)) {
      if (node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0], 'dynamic');
      if (ts.isIdentifier(node.expression) && node.expression.text === 'require') {
        add(node.arguments[0], 'static');
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** @param {ts.ImportDeclaration} node */
function isErasedImport({ importClause }) {
  if (!importClause) return false;
  if (importClause.isTypeOnly) return true;
  const { name, namedBindings } = importClause;
  if (name || !namedBindings || !ts.isNamedImports(namedBindings)) return false;
  return namedBindings.elements.length > 0 && namedBindings.elements.every((e) => e.isTypeOnly);
}

/** @param {ts.ExportDeclaration} node */
function isErasedExport({ isTypeOnly, exportClause }) {
  if (isTypeOnly || !exportClause || !ts.isNamedExports(exportClause)) return isTypeOnly;
  return exportClause.elements.length > 0 && exportClause.elements.every((e) => e.isTypeOnly);
}

/** Whether `path` holds code that the rules on imports read. @param {string} path */
export function isCode(path) {
  return /\.(ts|tsx|mts|js|mjs|cjs)$/.test(path);
}

/**
 * Whether `path` only serves development: a test, a configuration or build script, or anything
 * outside `src`, `bin` and `assembly`. What ships may only use what its package depends on.
 *
 * @param {string} folder of the package
 * @param {string} path
 */
export function isDevelopmentFile(folder, path) {
  const inside = path.slice(folder.length + 1);
  if (!/^(src|bin|assembly)\//.test(inside)) return true;
  return /\.(test|test-d|bench)\.ts$|\/(test|testing|fixtures)\//.test(inside);
}

/** `@scope/name/subpath` → `@scope/name`. @param {string} specifier */
export function packageOf(specifier) {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/**
 * The file that a relative import in `from` means, if it is one of `paths`.
 * @param {string} from
 * @param {string} specifier
 * @param {Set<string>} paths
 */
export function resolveRelative(from, specifier, paths) {
  const target = posix.join(posix.dirname(from), specifier);
  const base = target.replace(/\.(m?)js$/, '');
  const candidates = [target, `${base}.ts`, `${base}.tsx`, `${base}.mts`, `${target}/index.ts`];
  return candidates.find((candidate) => paths.has(candidate));
}
