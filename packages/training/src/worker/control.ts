/**
 * What the main thread tells the workers. Every number from `pause` on is a pause, each one number
 * higher than the last: a worker that slept through the end of one does not take the next for the
 * same, and says that it rests again.
 */
export const command = { run: 0, stop: 1, pause: 2 } as const;

/** 32-bit words before the 64-bit ones: the command, and the next unit nobody has taken. */
const commandWord = 0;
const nextWord = 1;
const headerBytes = 16;
/**
 * For each worker: the unit it is in (−1 none), the place in it that comes next, the milliseconds that
 * it took to get what it trained on, and how much of that was reckoned with and was not there.
 */
const positionNumbers = 4;
/** For each worker and epoch: summed loss and predictions. */
const lossNumbers = 2;

/**
 * The few numbers that main thread and workers share beside the kernels' memory. Each number has one
 * writer, or is changed atomically.
 */
export class Control {
  readonly #words: Int32Array;
  readonly #done: BigInt64Array;
  readonly #positions: Float64Array;
  readonly #losses: Float64Array;
  readonly #epochs: number;

  constructor(
    readonly buffer: SharedArrayBuffer,
    workers: number,
    epochs: number,
  ) {
    const losses = headerBytes + workers * positionNumbers * 8;
    this.#words = new Int32Array(buffer, 0, 2);
    this.#done = new BigInt64Array(buffer, 8, 1);
    this.#positions = new Float64Array(buffer, headerBytes, workers * positionNumbers);
    this.#losses = new Float64Array(buffer, losses, workers * epochs * lossNumbers);
    this.#epochs = epochs;
  }

  static create(workers: number, epochs: number): Control {
    const numbers = workers * (positionNumbers + epochs * lossNumbers);
    const control = new Control(new SharedArrayBuffer(headerBytes + numbers * 8), workers, epochs);
    for (let worker = 0; worker < workers; worker++) control.setPosition(worker, -1, 0);
    return control;
  }

  get command(): number {
    return Atomics.load(this.#words, commandWord);
  }

  set command(value: number) {
    Atomics.store(this.#words, commandWord, value);
    Atomics.notify(this.#words, commandWord);
  }

  /** Blocks this thread for as long as the command is `value`. */
  waitWhile(value: number): void {
    while (this.command === value) Atomics.wait(this.#words, commandWord, value);
  }

  /** Takes the next unit for the caller alone. */
  takeUnit(): number {
    return Atomics.add(this.#words, nextWord, 1);
  }

  get nextUnit(): number {
    return Atomics.load(this.#words, nextWord);
  }

  set nextUnit(value: number) {
    Atomics.store(this.#words, nextWord, value);
  }

  /** Adds to what all workers have done: bytes, words, walks, whatever is counted. */
  addDone(count: number): void {
    Atomics.add(this.#done, 0, BigInt(count));
  }

  get done(): number {
    return Number(Atomics.load(this.#done, 0));
  }

  setPosition(worker: number, unit: number, offset: number): void {
    this.#positions[worker * positionNumbers] = unit;
    this.#positions[worker * positionNumbers + 1] = offset;
  }

  /** Where a worker is, or undefined between units. */
  position(worker: number): { unit: number; offset: number } | undefined {
    const unit = this.#positions[worker * positionNumbers]!;
    const offset = this.#positions[worker * positionNumbers + 1]!;
    return unit < 0 ? undefined : { unit, offset };
  }

  addStreamed(worker: number, milliseconds: number, missing: number): void {
    this.#positions[worker * positionNumbers + 2]! += milliseconds;
    this.#positions[worker * positionNumbers + 3]! += missing;
  }

  /** What all workers together took to get what they trained on, and what of it was not there. */
  get streamed(): { milliseconds: number; missing: number } {
    const sum = { milliseconds: 0, missing: 0 };
    for (let at = 0; at < this.#positions.length; at += positionNumbers) {
      sum.milliseconds += this.#positions[at + 2]!;
      sum.missing += this.#positions[at + 3]!;
    }
    return sum;
  }

  addLoss(worker: number, epoch: number, loss: number, predictions: number): void {
    const at = (worker * this.#epochs + epoch) * lossNumbers;
    this.#losses[at] = this.#losses[at]! + loss;
    this.#losses[at + 1] = this.#losses[at + 1]! + predictions;
  }

  /** Summed loss and predictions of an epoch, over all workers. */
  loss(epoch: number): { loss: number; predictions: number } {
    let loss = 0;
    let predictions = 0;
    for (let at = epoch * lossNumbers; at < this.#losses.length; at += this.#epochs * lossNumbers) {
      loss += this.#losses[at]!;
      predictions += this.#losses[at + 1]!;
    }
    return { loss, predictions };
  }
}
