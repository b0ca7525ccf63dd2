import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tfjs } from './engine.js';
import type { Layout, Value } from './value.js';

/** For each input of an operation, how its gradient follows from that of the result. */
export type Backward = (gradient: Tensor) => readonly (() => Tensor)[];

interface Step {
  readonly inputs: readonly Value[];
  readonly output: Value;
  readonly backward: Backward;
}

/**
 * What was computed, so that it can be gone through backwards: reverse-mode differentiation. Gradients
 * lie in memory as their values do.
 */
export class Tape {
  readonly #tf: Tfjs;
  readonly #steps: Step[] = [];

  constructor(tf: Tfjs) {
    this.#tf = tf;
  }

  /** Makes a value of an operation's result. Nothing is kept of what no gradient is wanted for. */
  record(inputs: readonly Value[], tensor: Tensor, layout: Layout, backward: Backward): Value {
    const tracked = inputs.some((input) => input.tracked);
    const output: Value = { tensor, layout, tracked };
    if (tracked) this.#steps.push({ inputs, output, backward });
    return output;
  }

  /**
   * The gradients of a scalar; zeros where it does not depend on a value. Consumes the tape, and frees
   * what was computed on the way, but for the scalar itself.
   */
  gradients(scalar: Value, values: readonly Value[]): Tensor[] {
    const tf = this.#tf;
    const gradients = new Map<Value, Tensor>([[scalar, tf.onesLike(scalar.tensor)]]);
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      const gradient = gradients.get(step.output);
      if (gradient !== undefined) {
        this.#goBack(step, gradient, gradients);
        if (!values.includes(step.output)) {
          gradients.delete(step.output);
          gradient.dispose();
        }
      }
      if (step.output !== scalar) step.output.tensor.dispose();
    }
    return values.map((value) => gradients.get(value) ?? tf.zerosLike(value.tensor));
  }

  #goBack({ inputs, backward }: Step, gradient: Tensor, gradients: Map<Value, Tensor>): void {
    const tf = this.#tf;
    const made = tf.tidy(() => {
      const thunks = backward(gradient);
      return inputs.flatMap(({ tracked }, at) => {
        if (!tracked) return [];
        const own = thunks[at]!();
        // Each is added to and freed on its own.
        return [own === gradient ? tf.clone(own) : own];
      });
    });
    inputs
      .filter(({ tracked }) => tracked)
      .forEach((input, at) => {
        const own = made[at]!;
        const before = gradients.get(input);
        gradients.set(input, before === undefined ? own : tf.add(before, own));
        if (before === undefined) return;
        before.dispose();
        own.dispose();
      });
  }
}
