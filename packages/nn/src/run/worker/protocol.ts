import type { Dimension } from '../../network/dimension.js';
import type { TensorArray } from '../../network/tensor-data.js';
import type { ElementType } from '../../onnx/element-types.js';

/** How a session is made. */
export interface SessionOptions {
  /** Default: as many as onnxruntime finds good. */
  readonly threads?: number | undefined;
  /** Default true; false loads sooner and runs slower. */
  readonly optimize?: boolean | undefined;
  /** Whether values are laid out beforehand: some percent faster, and up to a third more memory; default false. */
  readonly planMemory?: boolean | undefined;
}

/** A tensor on its way between threads. */
export interface WireTensor {
  readonly type: ElementType;
  readonly data: TensorArray;
  readonly dims: readonly number[];
}

/** What onnxruntime says of an input or an output. */
export interface SessionValue {
  readonly name: string;
  /** Absent for what is no tensor. */
  readonly type?: ElementType | undefined;
  readonly shape?: readonly Dimension[] | undefined;
}

export interface OpenedSession {
  readonly inputs: readonly SessionValue[];
  readonly outputs: readonly SessionValue[];
}

export type Request =
  | {
      readonly kind: 'open';
      readonly id: number;
      readonly session: number;
      readonly model: string | Uint8Array;
      readonly options: SessionOptions;
    }
  | {
      readonly kind: 'run';
      readonly id: number;
      readonly session: number;
      readonly feeds: Readonly<Record<string, WireTensor>>;
      readonly outputs: readonly string[];
      /** Only the shapes are of interest: the numbers stay behind. */
      readonly shapesOnly: boolean;
      /** Whether the buffers of the inputs are wanted back. */
      readonly returned: boolean;
    }
  | { readonly kind: 'close'; readonly id: number; readonly session: number }
  /** Nobody waits for that request any more; it is passed over where it has not begun. */
  | { readonly kind: 'cancel'; readonly id: number };

/** What comes of a run. */
export interface RunResult<Output = WireTensor> {
  readonly outputs: Readonly<Record<string, Output>>;
  /** The buffers of the inputs, where they are wanted back. */
  readonly spent: readonly ArrayBuffer[];
}

/** What comes of a request that waits for an answer. */
export type Response =
  | { readonly id: number; readonly result: unknown }
  | {
      readonly id: number;
      readonly failure: { readonly message: string; readonly runtimeMissing: boolean };
    };
