import type { WalkKernel } from '@tovec/kernels';

/** The functions of the kernel that say what is walked on and how, each with its arguments. */
export type WalkSetup = {
  readonly [Name in Extract<keyof WalkKernel, `place${string}` | 'setBiases'>]: Parameters<
    WalkKernel[Name]
  >;
};

/** Tells a kernel what is walked on and how. */
export function setUpWalks(kernel: WalkKernel, setup: WalkSetup): void {
  kernel.placeArcs(...setup.placeArcs);
  kernel.placeWeights(...setup.placeWeights);
  kernel.placePairs(...setup.placePairs);
  kernel.setBiases(...setup.setBiases);
}
