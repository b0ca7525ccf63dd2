import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import type * as tfjs from '@tensorflow/tfjs-core';
import { check, importOptional, MissingDependencyError, UnsupportedError } from '@tovec/core';

/** What TensorFlow.js computes with: its native binding, WebAssembly with SIMD, or plain JavaScript. */
export type EngineName = 'node' | 'wasm' | 'cpu';

/** `'auto'` takes the fastest that loads: `'node'`, else `'wasm'`, else `'cpu'`. */
export type EngineChoice = 'auto' | EngineName;

export type Tfjs = typeof tfjs;

/** TensorFlow.js with one of its backends. */
export interface Engine {
  readonly name: EngineName;
  readonly tf: Tfjs;
  /** Makes it the one that computes; TensorFlow.js has one backend at a time for all of a process. */
  use(): void;
}

/** What TensorFlow.js calls the backends. */
const backends = { node: 'tensorflow', wasm: 'wasm', cpu: 'cpu' } as const;
const range = '^4.22.0';

/**
 * Loads an engine.
 *
 * @throws MissingDependencyError when its packages are not installed or do not load
 */
export async function openEngine(choice: EngineChoice = 'auto'): Promise<Engine> {
  check.oneOf('engine', choice, ['auto', 'node', 'wasm', 'cpu']);
  if (choice !== 'auto') return loaders[choice]();
  return (
    (await loaders.node().catch(absent)) ?? (await loaders.wasm().catch(absent)) ?? loaders.cpu()
  );
}

const loaders: Readonly<Record<EngineName, () => Promise<Engine>>> = {
  async node() {
    const tf = await importOptional('@tensorflow/tfjs-node', range, loadNode);
    return engineOf('node', 'default' in tf ? (tf.default as Tfjs) : tf);
  },
  async wasm() {
    const tf = await loadCore();
    const name = '@tensorflow/tfjs-backend-wasm';
    const { setWasmPaths } = await importOptional(
      name,
      range,
      () => import('@tensorflow/tfjs-backend-wasm'),
    );
    const directory = dirname(createRequire(import.meta.url).resolve(name)) + sep;
    try {
      setWasmPaths(directory);
    } catch {
      // Somebody has started it already, with paths of their own.
    }
    return engineOf('wasm', tf);
  },
  async cpu() {
    const tf = await loadCore();
    await importOptional(
      '@tensorflow/tfjs-backend-cpu',
      range,
      () => import('@tensorflow/tfjs-backend-cpu'),
    );
    const engine = await engineOf('cpu', tf);
    // Else it advertises another package on stderr; which engine runs, the report says.
    Object.assign(tf.backend(), { firstUse: false });
    return engine;
  },
};

/** Its binding throws errors of many kinds where it was not built for this Node. */
async function loadNode(): Promise<Tfjs> {
  // @ts-expect-error: it is installed by those who want it, and brings TensorFlow itself.
  return (await import('@tensorflow/tfjs-node')) as Tfjs;
}

function loadCore(): Promise<Tfjs> {
  return importOptional('@tensorflow/tfjs-core', range, () => import('@tensorflow/tfjs-core'));
}

async function engineOf(name: EngineName, tf: Tfjs): Promise<Engine> {
  const backend = backends[name];
  const started = await tf.setBackend(backend);
  if (!started || tf.getBackend() !== backend) {
    throw new UnsupportedError(
      `TensorFlow.js could not start its backend '${backend}'. Choose another engine.`,
    );
  }
  return {
    name,
    tf,
    use() {
      // Started before, so this takes effect at once.
      if (tf.getBackend() !== backend) void tf.setBackend(backend);
    },
  };
}

function absent(error: unknown): undefined {
  if (MissingDependencyError.isInstance(error) || UnsupportedError.isInstance(error))
    return undefined;
  throw error;
}
