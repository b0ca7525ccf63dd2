import type { GraphInput } from '@tovec/graph/node2vec';
import { sourceOf } from './sources.js';

/** The graph that an argument names: a file, or with `-` stdin. */
export async function graphOf(argument: string): Promise<GraphInput> {
  return { source: argument === '-' ? process.stdin : sourceOf(argument) };
}
