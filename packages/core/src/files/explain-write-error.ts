import { SourceError } from '../errors/source-error.js';

/** The outcome of a file operation; its failure as a SourceError that says what to do. */
export async function explained<T>(path: string, operation: Promise<T>): Promise<T> {
  try {
    return await operation;
  } catch (cause) {
    throw new SourceError(explanationOf(cause, path), { source: path, cause });
  }
}

function explanationOf(cause: unknown, path: string): string {
  const { code, message } = cause as { readonly code?: unknown; readonly message?: unknown };
  const unchanged = 'Nothing was changed.';
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk is full: ${path} could not be written. ${unchanged} Free some space or choose another disk.`;
    case 'EFBIG':
      return `${path} would be larger than the disk or this user's limits allow. ${unchanged}`;
    case 'ENOENT':
    case 'ENOTDIR':
      return `${path} cannot be written: its directory does not exist. Create it first.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `No permission to write ${path}. ${unchanged} Choose a directory you may write to.`;
    case 'EIO':
      return `The disk failed while ${path} was written. ${unchanged}`;
    default:
      return `${path} could not be written: ${message}. ${unchanged}`;
  }
}
