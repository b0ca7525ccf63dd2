import { describe, expect, it } from 'vitest';
import { importsOf } from './structure/imports.mjs';
import { readTree, treeOf } from './structure/tree.mjs';
import { checkStructure } from './structure.mjs';
import { root } from './workspace.mjs';

type Files = Record<string, string | Uint8Array>;
type Fields = Record<string, unknown>;

/** The files of one package that breaks no rule, and whatever is wrong about it in `fields`. */
function packageAt(folder: string, fields: Fields = {}, source = 'export {};\n'): Files {
  const manifest = {
    name: folder.replace('packages/', '@tovec/'),
    description: 'A package.',
    license: 'MIT',
    type: 'module',
    sideEffects: false,
    engines: { node: '>=20.19' },
    repository: { directory: folder },
    files: ['dist'],
    exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
    publishConfig: { access: 'public' },
    ...fields,
  };
  return {
    [`${folder}/package.json`]: JSON.stringify(manifest),
    [`${folder}/README.md`]: '# A package\n',
    [`${folder}/LICENSE`]: 'MIT License\n',
    [`${folder}/src/index.ts`]: source,
  };
}

const check = (...files: Files[]) => checkStructure(treeOf(Object.assign({}, ...files)));
const dependsOn = (...names: string[]) => ({
  dependencies: Object.fromEntries(names.map((name) => [name, 'workspace:*'])),
});

describe('a house in order', () => {
  it('gives no problem when imports point down and are declared', () => {
    const source =
      "import { x } from '@tovec/core';\nimport { readFile } from 'node:fs/promises';\n";
    const kernels = packageAt('packages/kernels', dependsOn('@tovec/core'), source);
    expect(check(packageAt('packages/core'), kernels)).toEqual([]);
  });

  it('is what this repository is', () => {
    const { paths } = readTree(root);
    expect(paths).toContain('tools/structure.test.ts');
    expect(paths.filter((path) => path.includes('node_modules/'))).toEqual([]);
  });
});

describe('floors', () => {
  it('refuses an import of a higher floor', () => {
    const core = packageAt(
      'packages/core',
      dependsOn('@tovec/kernels'),
      "export * from '@tovec/kernels';\n",
    );
    expect(check(core, packageAt('packages/kernels'))).toEqual([
      'packages/core/src/index.ts:1 imports packages/kernels, which stands on a higher floor',
    ]);
  });

  it.each([
    ['training', 'vectors'],
    ['word', 'graph'],
    ['eval', 'word'],
  ])('refuses that %s imports its neighbour %s, even in a type or a test', (from, to) => {
    const folder = `packages/${from}`;
    const files = {
      ...packageAt(folder, dependsOn(`@tovec/${to}`), `export type { X } from '@tovec/${to}/x';\n`),
      [`${folder}/src/index.test.ts`]: `await import('@tovec/${to}');\n`,
    };
    const message = `imports packages/${to}, its neighbour on the same floor`;
    expect(check(files, packageAt(`packages/${to}`))).toEqual([
      `${folder}/src/index.test.ts:1 ${message}`,
      `${folder}/src/index.ts:1 ${message}`,
    ]);
  });

  it('lets eval know vectors, and not training', () => {
    const source = "import '@tovec/vectors';\nimport '@tovec/training';\n";
    const files = packageAt(
      'packages/eval',
      dependsOn('@tovec/vectors', '@tovec/training'),
      source,
    );
    expect(check(files, packageAt('packages/vectors'), packageAt('packages/training'))).toEqual([
      expect.stringContaining(
        'src/index.ts:2 imports packages/training; packages/eval may only know',
      ),
    ]);
  });

  it('refuses a package that no floor holds', () => {
    expect(check(packageAt('packages/attic'))).toEqual([
      expect.stringContaining('packages/attic/package.json stands on no floor'),
    ]);
  });
});

describe('imports', () => {
  it('refuses a package that is not declared, and a devDependency in what ships', () => {
    const source = "import 'left-pad';\nimport 'fast-check';\n";
    const files = {
      ...packageAt('packages/core', { devDependencies: { 'fast-check': '4.10.2' } }, source),
      'packages/core/src/index.test.ts': "import 'fast-check';\nimport 'left-pad/sub';\n",
    };
    expect(check(files)).toEqual([
      "packages/core/src/index.test.ts:2 imports 'left-pad', which packages/core/package.json does not have in its dependencies or devDependencies",
      "packages/core/src/index.ts:1 imports 'left-pad', which packages/core/package.json does not have in its dependencies",
      "packages/core/src/index.ts:2 imports 'fast-check', which packages/core/package.json does not have in its dependencies",
    ]);
  });

  it('refuses to reach into another package by path, apart from the shared build', () => {
    const files = {
      ...packageAt('packages/word', {}, "import '../../core/src/check.js';\n"),
      'packages/word/tsup.config.ts': "import '../../tools/build/tsup.js';\n",
    };
    expect(check(files)).toEqual([
      "packages/word/src/index.ts:1 reaches out of its package with '../../core/src/check.js'; import a package by its name",
    ]);
  });

  it('refuses a heavy runtime that is imported statically, and allows it lazily or as a type', () => {
    const source = [
      "import * as ort from 'onnxruntime-node';",
      "import type { Tensor } from '@tensorflow/tfjs-core';",
      "const sharp = () => import('sharp');",
    ].join('\n');
    const peerDependencies = {
      'onnxruntime-node': '^1.30.0',
      '@tensorflow/tfjs-core': '*',
      sharp: '*',
    };
    expect(check(packageAt('packages/nn', { peerDependencies }, source))).toEqual([
      "packages/nn/src/index.ts:1 imports 'onnxruntime-node' statically; load it with importOptional() where it is used",
    ]);
  });

  it('refuses a circle of files, unless it is only of types', () => {
    const files = {
      ...packageAt('packages/core', {}, "export * from './a.js';\n"),
      'packages/core/src/a.ts': "import { b } from './b.js';\nexport const a = b;\n",
      'packages/core/src/b.ts': "import { a } from './a.js';\nexport const b = a;\n",
      'packages/core/src/c.ts': "import type { D } from './d.js';\n",
      'packages/core/src/d.ts': "import { type C } from './c.js';\n",
    };
    expect(check(files)).toEqual([
      'packages/core/src/a.ts imports itself in a circle: packages/core/src/a.ts → packages/core/src/b.ts → packages/core/src/a.ts',
    ]);
  });

  it('tells what is erased from what runs', () => {
    const source = [
      "import a, { type A } from 'a';",
      "import { type B, type C } from 'b';",
      "import 'c';",
      "export type { D } from 'd';",
      "export { e } from 'e';",
      "let f: import('f').F;",
      "const g = await import('g');",
      "const h = require('h');",
      '// import "comment"',
      'const text = "import \'string\'";',
    ].join('\n');
    expect(importsOf('x.ts', source).map(({ specifier, kind }) => `${specifier} ${kind}`)).toEqual([
      ...['a static', 'b type', 'c static', 'd type', 'e static', 'f type', 'g dynamic'],
      'h static',
    ]);
  });
});

describe('manifests', () => {
  const folder = 'packages/core';
  it.each<[string, Fields]>([
    ["is named 'kern', not '@tovec/core'", { name: 'kern' }],
    ["has license 'ISC', not 'MIT'", { license: 'ISC' }],
    ['has no description', { description: '' }],
    ['lacks "type": "module"; tovec is ESM only', { type: 'commonjs' }],
    ['lacks "sideEffects": false', { sideEffects: undefined }],
    ["has engines.node '>=18', not '>=20.19'", { engines: { node: '>=18' } }],
    ["has repository.directory nothing, not 'packages/core'", { repository: 'x' }],
    ['lacks "files", the list of what is published', { files: [] }],
    ['lacks "publishConfig": { "access": "public" }', { publishConfig: {} }],
    ['lacks "exports"', { exports: undefined }],
    ['exports \'.\' without "types"', { exports: { '.': './dist/index.js' } }],
    ['exports \'.\' without "default"', { exports: { '.': { types: './dist/index.d.ts' } } }],
    ['exports \'.\' with "types" not first', { exports: { '.': { default: 'a', types: 'b' } } }],
    [
      "has left-pad at '^1.0.0'; name one exact version",
      { dependencies: { 'left-pad': '^1.0.0' } },
    ],
  ])('says when a package %s', (message, fields) => {
    expect(check(packageAt(folder, fields))).toEqual([`${folder}/package.json ${message}`]);
  });

  it('allows data subpaths without types', () => {
    const exports = { './package.json': './package.json', './wasm/*': './wasm/*' };
    expect(check(packageAt(folder, { exports }))).toEqual([]);
  });

  it('says when README or LICENSE is missing', () => {
    const { 'packages/core/package.json': manifest } = packageAt(folder);
    expect(check({ 'packages/core/package.json': manifest ?? '' })).toEqual([
      `${folder}/package.json has no README.md beside it`,
      `${folder}/package.json has no LICENSE file beside it`,
    ]);
  });

  it('asks less of a private package', () => {
    const fields = { private: true, exports: undefined, files: undefined, sideEffects: undefined };
    expect(check(packageAt('apps/demo', fields))).toEqual([]);
  });

  it('refuses a changeset for a package that is not published', () => {
    const changeset = (name: string) => `---\n'${name}': minor\n---\n\nDoes more.\n`;
    const changesets = {
      '.changeset/good.md': changeset('@tovec/core'),
      '.changeset/bad.md': changeset('@tovec/cor'),
    };
    expect(check(packageAt(folder), changesets)).toEqual([
      ".changeset/bad.md names '@tovec/cor', not published here",
    ]);
  });
});

describe('files', () => {
  it('refuses a source file of more than 300 lines', () => {
    const files = { 'tools/a.mjs': 'x;\n'.repeat(301), 'tools/b.mjs': 'x;\n'.repeat(300) };
    expect(check(files)).toEqual(['tools/a.mjs has 301 lines; split it, 300 are the most']);
  });

  it('refuses a path of one machine, and lets URLs and relative paths be', () => {
    const place = ['', 'home', 'someone', 'corpus.txt'].join('/');
    const fine = `https://example.com${place} see packages${place} and ~${place}`;
    expect(check({ 'docs/a.md': `Read\nthis: ${place}\n`, 'docs/b.md': fine })).toEqual([
      `docs/a.md:2 names a path of one machine: '${place.slice(0, 7)}…'`,
    ]);
  });

  it('refuses the host of a package registry', () => {
    const host = ['registry', 'npmjs', 'org'].join('.');
    expect(check({ 'pnpm-lock.yaml': `tarball: https://${host}/a.tgz\n` })).toEqual([
      `pnpm-lock.yaml:1 names a package registry: '${host}'`,
    ]);
  });

  it('refuses more than a megabyte in one file', () => {
    expect(check({ 'docs/model.bin': new Uint8Array(1_200_000) })).toEqual([
      'docs/model.bin has 1.2 MB; what is committed stays below 1 MB',
    ]);
  });
});
