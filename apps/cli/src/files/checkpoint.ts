import { stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What is left of a training that was stopped, and how to go on. */
export async function checkpointIn(directory: string | undefined): Promise<string> {
  if (directory === undefined) return 'nothing was saved (--checkpoint <dir> would have kept it)';
  const written = await stat(join(directory, 'checkpoint.safetensors')).catch(() => undefined);
  if (written === undefined) return `there is no checkpoint in ${directory} yet`;
  const seconds = Math.max(0, Math.round((Date.now() - written.mtimeMs) / 1000));
  return `the checkpoint of ${seconds} s ago is in ${directory}: go on with --resume ${directory}`;
}
