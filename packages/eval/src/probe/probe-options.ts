import { check, InvalidInputError } from '@tovec/core';

/**
 * - `'logistic'`: logistic regression, multinomial where there are more than two classes
 * - `'one-vs-rest'`: a logistic regression for each class, against all others
 * - `'knn'`: the classes of the nearest neighbours
 */
export type ProbeKind = (typeof probeKinds)[number];

export const probeKinds = ['logistic', 'one-vs-rest', 'knn'] as const;

export interface ProbeOptions {
  /** Default `'logistic'`, and `'one-vs-rest'` where items have several labels. */
  readonly probe?: ProbeKind | undefined;
  /**
   * The inverse strength of the L2 regularisation, as scikit-learn's `C`: minimised is C · Σ loss +
   * ½‖w‖². A number (default 1), or a list, of which stratified five-fold cross-validation chooses
   * (scikit-learn's `LogisticRegressionCV`); `'cross-validation'` is its list: ten from 1e-4 to 1e4.
   */
  readonly c?: number | readonly number[] | 'cross-validation' | undefined;
  /** Whether each dimension is brought to mean 0 and variance 1 by the training items; default false. */
  readonly standardize?: boolean | undefined;
  /**
   * The optimum is where no component of the gradient of the mean loss is greater; default 1e-4, as
   * scikit-learn's `tol`.
   */
  readonly tolerance?: number | undefined;
  /** The most steps of L-BFGS; default 1000. */
  readonly iterations?: number | undefined;
  /** Neighbours that vote; default 5. */
  readonly neighbors?: number | undefined;
  /** What nearness is, for kNN; default `'cosine'`. */
  readonly distance?: 'cosine' | 'euclidean' | undefined;
}

/** The same, defaults filled in, as results tell them. */
export interface ProbeSettings {
  readonly c: number | readonly number[] | 'cross-validation';
  readonly standardize: boolean;
  readonly tolerance: number;
  readonly iterations: number;
  readonly neighbors: number;
  readonly distance: 'cosine' | 'euclidean';
}

export const probeKeys = [
  ...['probe', 'c', 'standardize', 'tolerance', 'iterations', 'neighbors', 'distance'],
];

/** The grid of scikit-learn's `LogisticRegressionCV`: ten from 1e-4 to 1e4. */
export const defaultGrid: readonly number[] = Array.from({ length: 10 }, (_, at) =>
  Number((10 ** (-4 + (8 * at) / 9)).toPrecision(12)),
);

/** Settings where nothing is said. */
export const probeDefaults: ProbeSettings = {
  ...{ c: 1, standardize: false, tolerance: 1e-4, iterations: 1000 },
  ...{ neighbors: 5, distance: 'cosine' },
};

/** Refuses what no probe can be told. */
export function checkProbeOptions(options: Omit<ProbeOptions, 'probe'>): ProbeSettings {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const settings = { ...probeDefaults, ...Object.fromEntries(given) } as Required<ProbeOptions>;
  const { c, standardize, tolerance, iterations, neighbors, distance } = settings;
  return {
    c: checkC(c),
    standardize: check.boolean('standardize', standardize),
    tolerance: check.number('tolerance', tolerance, { above: 0 }),
    iterations: check.integer('iterations', iterations, { min: 1 }),
    neighbors: check.integer('neighbors', neighbors, { min: 1 }),
    distance: check.oneOf('distance', distance, ['cosine', 'euclidean']),
  };
}

function checkC(c: ProbeOptions['c']): ProbeSettings['c'] {
  if (c === 'cross-validation') return c;
  if (!Array.isArray(c)) {
    if (typeof c !== 'string') return check.number('c', c, { above: 0 });
    throw new InvalidInputError(
      `c must be a number, a list of numbers or 'cross-validation', but was '${c}'.`,
      { argument: 'c', given: c },
    );
  }
  if (c.length === 0) {
    throw new InvalidInputError('c must have one value at least, but the list is empty.', {
      ...{ argument: 'c', given: c },
    });
  }
  return c.map((value: number, at) => check.number(`c[${at}]`, value, { above: 0 }));
}
