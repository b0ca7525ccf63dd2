/** How well one class is found. Where nothing was predicted or there, a share of nothing counts as 0. */
export interface ClassScore {
  /** Right ones of those predicted. */
  readonly precision: number;
  /** Right ones of those there. */
  readonly recall: number;
  readonly f1: number;
  /** How many are there. */
  readonly support: number;
}
