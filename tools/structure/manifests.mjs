import { packageFolders, readJson } from './tree.mjs';

/**
 * What every package says about itself, so that it can be installed, bundled and found.
 * @param {import('./tree.mjs').Tree} tree
 * @returns {import('./tree.mjs').Problem[]}
 */
export function checkManifests(tree) {
  return packageFolders(tree).flatMap((folder) => {
    const path = `${folder}/package.json`;
    const manifest = readJson(tree, path);
    const messages = everyPackage(tree, folder, manifest);
    if (manifest.private !== true) messages.push(...publicPackage(tree, folder, manifest));
    return messages.map((message) => ({ path, message }));
  });
}

/**
 * @param {import('./tree.mjs').Tree} tree
 * @param {string} folder
 * @param {Record<string, any>} manifest
 */
function everyPackage(tree, folder, manifest) {
  const messages = [];
  if (!tree.paths.includes(`${folder}/README.md`)) messages.push('has no README.md beside it');
  if (manifest.license !== 'MIT') messages.push(`has license ${show(manifest.license)}, not 'MIT'`);
  if (manifest.type !== 'module') messages.push('lacks "type": "module"; tovec is ESM only');
  if (manifest.engines?.node !== '>=20.19') {
    messages.push(`has engines.node ${show(manifest.engines?.node)}, not '>=20.19'`);
  }
  if (!manifest.description) messages.push('has no description');
  for (const field of ['dependencies', 'devDependencies', 'optionalDependencies']) {
    for (const [name, range] of Object.entries(manifest[field] ?? {})) {
      if (/^(workspace:|catalog:|\d)/.test(range)) continue;
      messages.push(`has ${name} at ${show(range)}; name one exact version`);
    }
  }
  return messages;
}

/**
 * @param {import('./tree.mjs').Tree} tree
 * @param {string} folder
 * @param {Record<string, any>} manifest
 */
function publicPackage(tree, folder, manifest) {
  const messages = [];
  const expectedName = folder === 'apps/cli' ? 'tovec' : folder.replace('packages/', '@tovec/');
  if (manifest.name !== expectedName) {
    messages.push(`is named ${show(manifest.name)}, not '${expectedName}'`);
  }
  if (!tree.paths.includes(`${folder}/LICENSE`)) messages.push('has no LICENSE file beside it');
  if (manifest.sideEffects !== false) messages.push('lacks "sideEffects": false');
  if (manifest.repository?.directory !== folder) {
    const given = show(manifest.repository?.directory);
    messages.push(`has repository.directory ${given}, not '${folder}'`);
  }
  if (!Array.isArray(manifest.files) || manifest.files.length === 0) {
    messages.push('lacks "files", the list of what is published');
  }
  if (manifest.publishConfig?.access !== 'public') {
    messages.push('lacks "publishConfig": { "access": "public" }');
  }
  messages.push(...exportProblems(manifest.exports));
  return messages;
}

/** @param {unknown} exports */
function exportProblems(exports) {
  if (typeof exports !== 'object' || exports === null) return ['lacks "exports"'];
  return Object.entries(exports).flatMap(([subpath, target]) => {
    if (subpath === './package.json' || subpath.startsWith('./wasm/')) return [];
    const conditions = typeof target === 'object' && target !== null ? Object.keys(target) : [];
    if (!conditions.includes('types')) return [`exports '${subpath}' without "types"`];
    if (conditions[0] !== 'types') return [`exports '${subpath}' with "types" not first`];
    if (!conditions.includes('default')) return [`exports '${subpath}' without "default"`];
    return [];
  });
}

/** @param {unknown} value */
function show(value) {
  return value === undefined ? 'nothing' : `'${value}'`;
}

/**
 * Every changeset names packages that are published; a wrong name would only fail at release.
 * @param {import('./tree.mjs').Tree} tree
 * @returns {import('./tree.mjs').Problem[]}
 */
export function checkChangesets(tree) {
  const published = new Set(
    packageFolders(tree)
      .map((folder) => readJson(tree, `${folder}/package.json`))
      .filter((manifest) => manifest.private !== true)
      .map((manifest) => manifest.name),
  );
  const changesets = tree.paths.filter((path) => /^\.changeset\/(?!README).*\.md$/.test(path));
  return changesets.flatMap((path) => {
    const header = /^---\n([\s\S]*?)---\n/.exec(tree.text(path) ?? '')?.[1];
    if (header === undefined) return [{ path, message: 'does not start with a --- header' }];
    return header
      .split('\n')
      .filter((line) => line.trim() !== '')
      .flatMap((line) => {
        const [, name, bump] = /^['"]?([^'"]+)['"]?:\s*(\w+)\s*$/.exec(line) ?? [];
        if (!name || !['major', 'minor', 'patch'].includes(bump ?? '')) {
          return [{ path, message: `has '${line}' where 'package: minor' was expected` }];
        }
        return published.has(name)
          ? []
          : [{ path, message: `names '${name}', not published here` }];
      });
  });
}
