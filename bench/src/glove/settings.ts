/** What is counted, with one thread each; Stanford's demo gives its programs 4 GB as well. */
export const counting = { window: 10, minCount: 5, memoryGigabytes: 4, threads: 1 } as const;

const training = { dimensions: 100, xMax: 10 } as const;

/** The training whose speed is measured, with one thread each. */
export const speed = { ...training, epochs: 2 } as const;

/** The training whose vectors are evaluated. */
export const quality = {
  measure: 'quality',
  settings: { ...training, epochs: 15 },
  threads: 2,
} as const;
