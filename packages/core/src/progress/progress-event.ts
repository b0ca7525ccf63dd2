/** How far a long operation has come. */
export interface ProgressEvent {
  /** What is being done, e.g. `'read'`, `'train'`, `'encode'`. */
  readonly phase: string;
  /** How many units are done. */
  readonly done: number;
  /** How many units there are, where that is known. */
  readonly total: number | undefined;
  /** What is counted, e.g. `'tokens'`, `'bytes'`. */
  readonly unit: string;
  /** Seconds since the phase began. */
  readonly seconds: number;
  /** Units per second, over the whole phase. */
  readonly rate: number;
  /** Seconds left at that rate, where the total is known. */
  readonly eta: number | undefined;
  /** Mean loss, where something is learned. */
  readonly loss?: number | undefined;
  /** The epoch under way, counted from 1. */
  readonly epoch?: number | undefined;
  readonly epochs?: number | undefined;
}

/** What a trainer knows beyond counts. */
export type ProgressExtra = Pick<ProgressEvent, 'loss' | 'epoch' | 'epochs'>;

/** A listener for progress. */
export type OnProgress = (event: ProgressEvent) => void;
