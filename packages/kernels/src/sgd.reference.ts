// The training kernel once more, as plain as can be and in double precision: what its tests compare
// it with. As in the kernel, noise is used again, the gradients of two contexts and six outputs are computed from the rows
// as they were when the block began, and outputs are updated three at a time; everything else follows
// the papers.

export interface ReferenceRun {
  readonly rows: number;
  readonly stride: number;
  readonly negative: number;
  readonly noiseReuse: number;
  readonly window: number;
  readonly contextMean: 0 | 1;
  readonly totalTokens: number;
  readonly startRate: number;
  readonly endRate: number;
  readonly alias: Uint32Array;
  readonly keep: Uint32Array;
  readonly input: Float64Array;
  readonly output: Float64Array;
  state: bigint;
  loss: number;
}

const mask = (1n << 64n) - 1n;
const sentenceEnd = 0xffffffff;

function draw(run: ReferenceRun): bigint {
  run.state = (run.state + 0x9e3779b97f4a7c15n) & mask;
  let z = run.state;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask;
  return z ^ (z >> 31n);
}

const below = (bits: bigint, limit: number) => Number(((bits >> 32n) * BigInt(limit)) >> 32n);

interface Position {
  readonly contexts: number[];
  readonly outputs: number[];
  readonly rate: number;
}

/** Every position of the sentences, with the contexts and outputs that chance gives it. */
function* positions(run: ReferenceRun, ids: readonly number[]): Generator<Position> {
  let done = 0;
  let step = 0;
  const noise: number[][] = Array.from({ length: 2 * run.window + 1 }, () => []);
  for (let at = 0; at < ids.length; ) {
    const sentence: number[] = [];
    for (; at < ids.length && ids[at] !== sentenceEnd; at++) {
      done++;
      if (Number(draw(run) >> 32n) <= run.keep[ids[at]!]!) sentence.push(ids[at]!);
    }
    at++;
    const left = Math.fround(run.startRate) * (1 - done / run.totalTokens);
    const rate = Math.max(Math.fround(left), Math.fround(run.endRate));
    for (let position = 0; position < sentence.length; position++) {
      const reach = 1 + below(draw(run), run.window);
      const contexts = sentence.filter(
        (_, other) => other !== position && Math.abs(other - position) <= reach,
      );
      if (contexts.length === 0) continue;
      const slot = step % noise.length;
      if (Math.floor(step++ / noise.length) % run.noiseReuse === 0) noise[slot] = drawNoise(run);
      const wanted = sentence[position]!;
      const outputs = [wanted, ...noise[slot]!.filter((id) => id !== wanted)];
      yield { contexts, outputs, rate };
    }
  }
}

function drawNoise(run: ReferenceRun): number[] {
  const ids = new Set<number>();
  for (let n = 0; n < run.negative; n++) {
    const bits = draw(run);
    const slot = below(bits, run.rows);
    const isSlot = Number(bits & 0xffffffffn) <= run.alias[2 * slot]!;
    ids.add(isSlot ? slot : run.alias[2 * slot + 1]!);
  }
  return [...ids];
}

/** Mikolov et al. 2013, "Distributed representations", equation 4, by gradient ascent. */
export function referenceSkipGram(run: ReferenceRun, ids: readonly number[]): void {
  for (const { contexts, outputs, rate } of positions(run, ids)) {
    for (let c = 0; c < contexts.length; ) {
      const isPair = c + 1 < contexts.length && contexts[c] !== contexts[c + 1];
      const inputs = contexts.slice(c, c + (isPair ? 2 : 1)).map((id) => row(run, run.input, id));
      for (let o = 0; o < outputs.length; o += 6) {
        trainBlock(run, inputs, inputs, outputs.slice(o, o + 6), o === 0, rate);
      }
      c += inputs.length;
    }
  }
}

export function referenceCbow(run: ReferenceRun, ids: readonly number[]): void {
  for (const { contexts, outputs, rate } of positions(run, ids)) {
    const hidden = new Float64Array(run.stride);
    const share = run.contextMean ? 1 / contexts.length : 1;
    for (const id of contexts) add(hidden, row(run, run.input, id), share);
    const gradient = new Float64Array(run.stride);
    for (let o = 0; o < outputs.length; o += 6) {
      trainBlock(run, [hidden], [gradient], outputs.slice(o, o + 6), o === 0, rate);
    }
    for (const id of contexts) add(row(run, run.input, id), gradient, 1);
  }
}

function trainBlock(
  run: ReferenceRun,
  inputs: Float64Array[],
  updates: Float64Array[],
  ids: number[],
  hasWanted: boolean,
  rate: number,
): void {
  const outputs = ids.map((id) => row(run, run.output, id));
  const gradients = inputs.map((input) =>
    outputs.map((output, o) => {
      const label = hasWanted && o === 0 ? 1 : 0;
      const logit = input.reduce((sum, value, k) => sum + value * output[k]!, 0);
      const sigmoid = 1 / (1 + Math.exp(-logit));
      run.loss -= Math.log(label ? sigmoid : 1 - sigmoid);
      return (label - sigmoid) * rate;
    }),
  );
  for (let o = 0; o < outputs.length; o += 3) {
    const before = inputs.map((input) => input.slice());
    const three = outputs.slice(o, o + 3);
    const old = three.map((output) => output.slice());
    three.forEach((output, t) => {
      gradients.forEach((line, i) => {
        add(updates[i]!, old[t]!, line[o + t]!);
        add(output, before[i]!, line[o + t]!);
      });
    });
  }
}

function row(run: ReferenceRun, table: Float64Array, id: number): Float64Array {
  return table.subarray(id * run.stride, (id + 1) * run.stride);
}

function add(to: Float64Array, from: Float64Array, factor: number): void {
  from.forEach((value, k) => {
    to[k] = to[k]! + value * factor;
  });
}
