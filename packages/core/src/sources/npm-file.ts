import { check } from '../check.js';
import { describeValue } from '../describe-value.js';
import { InvalidInputError } from '../errors/invalid-input-error.js';
import { MissingDependencyError } from '../errors/missing-dependency-error.js';

/** `@scope/name/path` or `name/path`. */
const PATTERN = /^((?:@[^/\\]+\/)?[^/\\@][^/\\]*)\/(.+)$/;

/**
 * The path of a file in a package that is installed where the program runs. What the package
 * exports does not matter: data files seldom are.
 *
 * @param name what follows `npm:`
 * @throws MissingDependencyError when the package is not installed
 */
export async function resolveNpmFile(name: string): Promise<string> {
  const [, packageName, file] = PATTERN.exec(check.string('source', name)) ?? [];
  const steps = file?.split(/[/\\]/) ?? [];
  if (packageName === undefined || file === undefined || steps.includes('..')) {
    throw new InvalidInputError(
      `An npm source is npm:package/file or npm:@scope/package/file, but was ${describeValue(`npm:${name}`)}.`,
      { argument: 'source', given: `npm:${name}` },
    );
  }
  const { join } = await import('node:path');
  return join(await packageDirectory(packageName), ...steps);
}

async function packageDirectory(packageName: string): Promise<string> {
  const [{ createRequire }, { dirname, join }, { stat }] = await Promise.all([
    import('node:module'),
    import('node:path'),
    import('node:fs/promises'),
  ]);
  const require = createRequire(join(process.cwd(), 'source.js'));
  for (const folder of require.resolve.paths(packageName) ?? []) {
    const directory = join(folder, packageName);
    if (await stat(join(directory, 'package.json')).catch(() => undefined)) return directory;
  }
  try {
    // Where packages are not folders in node_modules, as under Yarn's Plug'n'Play.
    return dirname(require.resolve(`${packageName}/package.json`));
  } catch (cause) {
    throw new MissingDependencyError(
      `The package ${packageName} is not installed (looked for from ${process.cwd()}). ` +
        `Install it with: npm install ${packageName}`,
      { packageName, range: '*', cause },
    );
  }
}
