import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { importsOf, isCode, isDevelopmentFile, packageOf } from './imports.mjs';
import { packageFolders, readJson } from './tree.mjs';

/** The house, ground floor first. Imports point down; neighbours on a floor do not know each other. */
const floors = [
  ['packages/core'],
  ['packages/kernels'],
  ['packages/vectors', 'packages/training', 'packages/nn'],
  [
    ...['packages/word', 'packages/document', 'packages/graph', 'packages/image'],
    ...['packages/transformer', 'packages/eval', 'packages/testkit'],
  ],
  ['apps/*', 'bench'],
];

/** These take any encoder, so they know less than their floor allows. */
const onlyKnow = new Map(
  ['packages/eval', 'packages/testkit'].map((folder) => [
    folder,
    ['packages/core', 'packages/kernels', 'packages/vectors'],
  ]),
);

/** Native or large: the one package that needs one imports it when it is needed, never before. */
const heavyRuntimes = /^(onnxruntime-|@tensorflow\/|sharp$|usearch$|hnswlib-node$)/;

/** @param {string} folder */
function floorOf(folder) {
  const pattern = folder.startsWith('apps/') ? 'apps/*' : folder;
  return floors.findIndex((floor) => floor.includes(pattern));
}

/**
 * Every import of every package: that it points down, is declared, and stays inside its package.
 * @param {import('./tree.mjs').Tree} tree
 * @returns {import('./tree.mjs').Problem[]}
 */
export function checkImports(tree) {
  const packages = packageFolders(tree).map((folder) => {
    const manifest = readJson(tree, `${folder}/package.json`);
    return { folder, manifest, floor: floorOf(folder) };
  });
  const byName = new Map(packages.map((entry) => [entry.manifest.name, entry]));
  /** @type {import('./tree.mjs').Problem[]} */
  const problems = [];

  for (const { folder, manifest, floor } of packages) {
    if (floor < 0 && folder !== 'tools') {
      const message = 'stands on no floor of the house; give it one in tools/structure/floors.mjs';
      problems.push({ path: `${folder}/package.json`, message });
      continue;
    }
    for (const path of tree.paths.filter((p) => p.startsWith(`${folder}/`) && isCode(p))) {
      const development = isDevelopmentFile(folder, path);
      const declared = declaredIn(manifest, development);
      for (const { specifier, line, kind } of importsOf(path, tree.text(path) ?? '')) {
        /** @param {string} message */
        const report = (message) => problems.push({ path, line, message });
        if (specifier.startsWith('.')) {
          const target = posix.join(posix.dirname(path), specifier);
          const shared = development && target.startsWith('tools/build/');
          if (!target.startsWith(`${folder}/`) && !shared) {
            report(`reaches out of its package with '${specifier}'; import a package by its name`);
          }
          continue;
        }
        if (specifier.startsWith('#') || isBuiltin(specifier)) continue;
        const name = packageOf(specifier);
        if (name === manifest.name) {
          if (!development) report(`imports its own package '${name}'; import the file instead`);
          continue;
        }
        const target = byName.get(name);
        const wrong = target && folder !== 'tools' && directionProblem(folder, floor, target);
        if (wrong) report(wrong);
        else if (!declared.has(name)) {
          const field = development ? 'dependencies or devDependencies' : 'dependencies';
          report(`imports '${name}', which ${folder}/package.json does not have in its ${field}`);
        }
        if (kind === 'static' && !development && heavyRuntimes.test(name)) {
          report(`imports '${name}' statically; load it with importOptional() where it is used`);
        }
      }
    }
  }
  return problems;
}

/**
 * @param {string} folder
 * @param {number} floor
 * @param {{ folder: string; floor: number }} target
 */
function directionProblem(folder, floor, target) {
  if (target.floor > floor) return `imports ${target.folder}, which stands on a higher floor`;
  if (target.floor === floor) return `imports ${target.folder}, its neighbour on the same floor`;
  const known = onlyKnow.get(folder);
  if (known && !known.includes(target.folder)) {
    return `imports ${target.folder}; ${folder} may only know ${known.join(', ')}`;
  }
  return undefined;
}

/**
 * @param {Record<string, any>} manifest
 * @param {boolean} development
 */
function declaredIn(manifest, development) {
  const fields = ['dependencies', 'peerDependencies', 'optionalDependencies'];
  if (development) fields.push('devDependencies');
  return new Set(fields.flatMap((field) => Object.keys(manifest[field] ?? {})));
}
