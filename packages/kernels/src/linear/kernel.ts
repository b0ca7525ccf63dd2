import { linearWasm } from '../generated/linear.js';
import { linearRelaxedWasm } from '../generated/linearRelaxed.js';
import { lazyFusedModule } from '../modules.js';

/** What assembly/linear.ts exports. Addresses and strides are in bytes. */
export interface LinearKernel {
  scoreRows(
    rows: number,
    rowCount: number,
    rowBytes: number,
    weights: number,
    labels: number,
    scores: number,
    stride: number,
  ): void;
  softmax(
    rows: number,
    rowCount: number,
    rowBytes: number,
    blockRows: number,
    weights: number,
    labels: number,
    targets: number,
    targetStride: number,
    scores: number,
    sums: number,
    gradient: number,
  ): number;
  logistic(
    rows: number,
    rowCount: number,
    rowBytes: number,
    blockRows: number,
    weights: number,
    labels: number,
    order: number,
    targets: number,
    targetStride: number,
    scores: number,
    sums: number,
    gradient: number,
    losses: number,
  ): void;
  assign(
    rows: number,
    rowCount: number,
    rowBytes: number,
    blockRows: number,
    centres: number,
    count: number,
    scores: number,
    labels: number,
    nearness: number,
    sums: number,
  ): number;
}

/** The compiled kernel, the same for every table. */
export const linearModule = /* @__PURE__ */ lazyFusedModule(linearRelaxedWasm, linearWasm);
