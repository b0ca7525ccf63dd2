import { importOptional } from '@tovec/core';

/** The package of image encoders, or a part of it: not there before somebody installs it. */
export function loadImage<Module>(load: () => Promise<Module>): Promise<Module> {
  return importOptional('@tovec/image', '*', load);
}
