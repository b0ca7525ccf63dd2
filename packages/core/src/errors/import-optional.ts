import { MissingDependencyError } from './missing-dependency-error.js';

/**
 * Imports a package that is not always installed; where it is missing, the error names the package,
 * the version range and the install command.
 *
 * @param load the import itself, written as `() => import('sharp')` so that bundlers see it
 * @throws MissingDependencyError when the package cannot be loaded, whatever the reason (`cause`)
 *
 * @example
 * ```ts
 * import { importOptional } from '@tovec/core';
 *
 * const path = await importOptional('node:path', '*', () => import('node:path'));
 * console.log(path.posix.join('a', 'b')); // a/b
 * ```
 */
export async function importOptional<Module>(
  packageName: string,
  range: string,
  load: () => Promise<Module>,
): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    const missing = isModuleNotFound(cause);
    const state = missing ? 'is not installed' : `could not be loaded (${messageOf(cause)})`;
    throw new MissingDependencyError(
      `The package ${packageName} ${state}. Install it with: npm install '${packageName}@${range}'`,
      { packageName, range, cause },
    );
  }
}

function isModuleNotFound(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
}
