import { check } from '@tovec/core';

/** The number of threads asked for, or as many as this machine runs at a time. */
export function workerCount(workers: number | undefined): number {
  const { availableParallelism } = process.getBuiltinModule('node:os');
  return check.integer('workers', workers ?? availableParallelism(), { min: 1, max: 256 });
}
