/** The filters of Pillow's `Image.resize`; all but `nearest` are widened when a picture shrinks (antialias). */
export const RESIZE_FILTERS = [
  'nearest',
  'box',
  'bilinear',
  'hamming',
  'bicubic',
  'lanczos',
] as const;

export type ResizeFilter = (typeof RESIZE_FILTERS)[number];

export interface Kernel {
  /** How far it reaches to either side, in pixels of the source when a picture grows. */
  readonly support: number;
  weight(x: number): number;
}

/** The kernels as Pillow writes them, down to the order of operations: its results are ours bit for bit. */
export const KERNELS: Readonly<Record<Exclude<ResizeFilter, 'nearest'>, Kernel>> = {
  box: { support: 0.5, weight: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
  hamming: {
    support: 1,
    weight(x) {
      const distance = Math.abs(x);
      if (distance === 0) return 1;
      if (distance >= 1) return 0;
      const angle = distance * Math.PI;
      return (Math.sin(angle) / angle) * (0.54 + 0.46 * Math.cos(angle));
    },
  },
  // Keys, "Cubic convolution interpolation for digital image processing", 1981, with a = -1/2.
  bicubic: {
    support: 2,
    weight(x) {
      const a = -0.5;
      const distance = Math.abs(x);
      if (distance < 1) return ((a + 2) * distance - (a + 3)) * distance * distance + 1;
      if (distance < 2) return (((distance - 5) * distance + 8) * distance - 4) * a;
      return 0;
    },
  },
  lanczos: { support: 3, weight: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
};

function sinc(x: number): number {
  if (x === 0) return 1;
  const angle = x * Math.PI;
  return Math.sin(angle) / angle;
}
