import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type * as Ort from 'onnxruntime-node';
import type { TensorArray } from '../../network/tensor-data.js';
import type { ElementType } from '../../onnx/element-types.js';
import type { OpenedSession, Request, SessionValue, WireTensor } from './protocol.js';

// onnxruntime computes on the thread that asks it to, so it has this one to itself. Requests are
// answered one after the other; between two of them this thread listens, so that what was cancelled
// in the meantime is not begun.

const port = parentPort!;
const waiting: Exclude<Request, { kind: 'cancel' }>[] = [];
const sessions = new Map<number, Ort.InferenceSession>();
let ort: typeof Ort | undefined;
let isBusy = false;

// onnxruntime's own part in JavaScript would take it for numbers of 16 bits; its native part does not
// know it yet.
Reflect.deleteProperty(globalThis, 'Float16Array');

port.on('message', (request: Request) => {
  if (request.kind === 'cancel') {
    const at = waiting.findIndex(({ id, kind }) => id === request.id && kind !== 'close');
    if (at >= 0) waiting.splice(at, 1);
    return;
  }
  waiting.push(request);
  if (isBusy) return;
  isBusy = true;
  setImmediate(next);
});

async function next(): Promise<void> {
  const request = waiting.shift();
  if (request !== undefined) {
    const { id } = request;
    try {
      const { result, transfer = [] } = await answer(request);
      port.postMessage({ id, result }, transfer);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      port.postMessage({ id, failure: { message, runtimeMissing: ort === undefined } });
    }
  }
  if (waiting.length > 0) setImmediate(next);
  else isBusy = false;
}

async function answer(
  request: Exclude<Request, { kind: 'cancel' }>,
): Promise<{ result?: unknown; transfer?: ArrayBuffer[] }> {
  switch (request.kind) {
    case 'open':
      return { result: await open(request) };
    case 'run':
      return run(request);
    case 'close':
      await sessions.get(request.session)?.release();
      sessions.delete(request.session);
      return {};
  }
}

async function open({
  session: id,
  model,
  options: { threads, optimize = true, planMemory = false },
}: Extract<Request, { kind: 'open' }>): Promise<OpenedSession> {
  ort ??= createRequire(workerData.runtime)(workerData.runtime) as typeof Ort;
  const session = await ort.InferenceSession.create(model as string, {
    graphOptimizationLevel: optimize ? 'all' : 'disabled',
    ...(threads !== undefined && { intraOpNumThreads: threads }),
    // What goes wrong is thrown, and need not be printed as well.
    logSeverityLevel: 4,
    enableMemPattern: planMemory,
    // In the arena, whose blocks grow in powers of two, weights take more memory and no less time.
    extra: { session: { use_device_allocator_for_initializers: '1' } },
  });
  sessions.set(id, session);
  return {
    inputs: session.inputMetadata.map(sessionValue),
    outputs: session.outputMetadata.map(sessionValue),
  };
}

async function run(request: Extract<Request, { kind: 'run' }>) {
  const { session: id, feeds, outputs, shapesOnly, returned } = request;
  const session = sessions.get(id)!;
  const { Tensor } = ort!;
  const tensors = Object.entries(feeds).map(([name, { type, data, dims }]) => [
    name,
    new Tensor(type as Ort.Tensor.Type, data as Ort.Tensor.DataType, dims),
  ]);
  const results = await session.run(Object.fromEntries(tensors), outputs);
  const given: Record<string, WireTensor | Pick<WireTensor, 'dims'>> = {};
  const transfer = new Set<ArrayBuffer>();
  for (const [name, { type, data, dims }] of Object.entries(results)) {
    const sent = shapesOnly || !ArrayBuffer.isView(data) ? undefined : (data as TensorArray);
    given[name] = sent === undefined ? { dims } : { type: type as ElementType, data: sent, dims };
    if (sent !== undefined) transfer.add(sent.buffer as ArrayBuffer);
  }
  const spent = returned ? Object.values(feeds).map(({ data }) => data.buffer as ArrayBuffer) : [];
  return { result: { outputs: given, spent }, transfer: [...transfer, ...spent] };
}

function sessionValue(value: Ort.InferenceSession.ValueMetadata): SessionValue {
  const { name } = value;
  return value.isTensor ? { name, type: value.type as ElementType, shape: value.shape } : { name };
}
