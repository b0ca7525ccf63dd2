import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder `bench`, from `dist`. */
export const benchFolder = fileURLToPath(new URL('..', import.meta.url));

/** The root of the repository. */
const root = join(benchFolder, '..');

/** A folder of the data that lies beside the repository, not in it. */
export function sharedData(name: string): string {
  return join(root, '..', 'shared', 'data', name);
}

/** Which tovec this is, and which Node runs it. */
export function tovecVersion(): Record<string, unknown> {
  const manifest = readFileSync(join(root, 'packages/word/package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  // What the benchmark itself has written, or is about to, changes no number.
  const changes = git('status', '--porcelain', '--', 'packages', 'bench/src', 'bench/peers');
  return {
    version,
    commit: git('rev-parse', 'HEAD'),
    uncommittedChanges: changes === undefined ? undefined : changes !== '',
    node: process.version,
    v8: process.versions.v8,
  };
}

function git(...args: string[]): string | undefined {
  try {
    const stdio: 'ignore'[] = ['ignore'];
    return execFileSync('git', args, {
      cwd: root,
      encoding: 'utf8',
      stdio: [...stdio, 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined;
  }
}
