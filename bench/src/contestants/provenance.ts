import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, readFileSync, realpathSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** A program on this machine, and how it was found. */
export interface Program {
  readonly path: string;
  readonly foundBy: string;
}

/**
 * Finds a program by the environment variable that names it, or under its own name on the PATH.
 *
 * @returns why there is none, as a string
 */
export function findProgram(variable: string, nameOnPath?: string): Program | string {
  const named = process.env[variable];
  if (named) {
    return isExecutable(named)
      ? { path: named, foundBy: `environment variable ${variable}` }
      : `${variable} names no program that can be run`;
  }
  if (nameOnPath === undefined) return `set ${variable} to the path of its program`;
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, nameOnPath))
    .find(isExecutable);
  if (path) return { path, foundBy: 'PATH' };
  return `no ${nameOnPath} on the PATH; set ${variable} to the path of its program`;
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * Tells one build of a program from another, since most print no version: its hash, the compiler
 * and the BLAS library that its binary names, and the Debian package it came in.
 */
export async function describeProgram({
  path,
  foundBy,
}: Program): Promise<Record<string, unknown>> {
  const bytes = readFileSync(path);
  return {
    foundBy,
    ...(await debianPackage(path)),
    ...traitsOf(bytes.toString('latin1')),
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

/** The compiler and the BLAS library that the bytes of an ELF file name. */
export function traitsOf(binary: string): { compiler?: string; blas?: string } {
  const compiler = /(?:GCC|clang version)[ :(][^\0]{0,80}/.exec(binary)?.[0];
  const blas = /lib\w*(?:blas|mkl)\w*\.so[\w.]*/.exec(binary)?.[0];
  return { ...(compiler && { compiler }), ...(blas && { blas }) };
}

async function debianPackage(path: string): Promise<{ debianPackage?: string }> {
  try {
    const { stdout: owner } = await execute('dpkg-query', ['-S', realpathSync(path)]);
    const name = owner.split(':')[0] ?? '';
    // "name<tab>version"
    const { stdout } = await execute('dpkg-query', ['-W', name]);
    return { debianPackage: stdout.trim().replace('\t', ' ') };
  } catch {
    return {};
  }
}
