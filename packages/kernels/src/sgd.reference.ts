// The training kernel once more, as plain as can be and in double precision: what its tests compare
// it with. As in the kernel, noise is used again, the gradients of two contexts and six outputs are
// computed from the rows as they were when the block began, and with two contexts outputs are updated
// three at a time; everything else follows the papers.

export interface ReferenceRun {
  readonly rows: number;
  readonly stride: number;
  /** Numbers of a row of outputs and of the tree. */
  readonly outputStride: number;
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
  /** Vectors of inner nodes, and for each word its steps of `node · 2 + label`. */
  readonly tree: Float64Array;
  readonly paths: readonly (readonly number[])[];
  /** Beyond this, either way, a step's logit teaches nothing. */
  readonly pathLimit: number;
  /** For each word the input rows that it is made of. */
  readonly features: readonly (readonly number[])[];
  /** How many rows of each table stay as they are. */
  readonly frozen: { readonly input: number; readonly output: number; readonly tree: number };
  state: bigint;
  loss: number;
  /** Noise lists, and training steps so far. */
  readonly noise: number[][];
  step: number;
}

export interface Output {
  readonly row: Float64Array;
  readonly label: number;
  readonly limit?: number;
}

const mask = (1n << 64n) - 1n;
export const sentenceEnd = 0xffffffff;

export function draw(run: ReferenceRun): bigint {
  run.state = (run.state + 0x9e3779b97f4a7c15n) & mask;
  let z = run.state;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask;
  return z ^ (z >> 31n);
}

export const below = (bits: bigint, limit: number) =>
  Number(((bits >> 32n) * BigInt(limit)) >> 32n);

/** The learning rate after so many tokens. */
export function rateAfter(run: ReferenceRun, done: number): number {
  const left = Math.fround(run.startRate) * (1 - done / run.totalTokens);
  return Math.max(Math.fround(left), Math.fround(run.endRate));
}

interface Position {
  readonly wanted: number;
  readonly contexts: number[];
  readonly rate: number;
}

/** Every position of the sentences, with the contexts that chance gives it. */
function* positions(run: ReferenceRun, ids: readonly number[]): Generator<Position> {
  let done = 0;
  for (let at = 0; at < ids.length; ) {
    const sentence: number[] = [];
    for (; at < ids.length && ids[at] !== sentenceEnd; at++) {
      done++;
      if (Number(draw(run) >> 32n) <= run.keep[ids[at]!]!) sentence.push(ids[at]!);
    }
    at++;
    const rate = rateAfter(run, done);
    for (let position = 0; position < sentence.length; position++) {
      const reach = 1 + below(draw(run), run.window);
      const contexts = sentence.filter(
        (_, other) => other !== position && Math.abs(other - position) <= reach,
      );
      if (contexts.length > 0) yield { wanted: sentence[position]!, contexts, rate };
    }
  }
}

/** What one step predicts: the word's way up the tree, then the word among noise. */
export function outputsOf(run: ReferenceRun, wanted: number): Output[] {
  const tree = (run.paths[wanted] ?? []).map((step) => ({
    row: row(run, run.tree, step >> 1),
    label: step & 1,
    limit: run.pathLimit,
  }));
  if (run.negative === 0) return tree;
  const slot = run.step % run.noise.length;
  if (Math.floor(run.step++ / run.noise.length) % run.noiseReuse === 0) {
    run.noise[slot] = drawNoise(run);
  }
  const noise = run.noise[slot]!.filter((id) => id !== wanted);
  const sampled = [wanted, ...noise].map((id, at) => ({
    row: row(run, run.output, id),
    label: at === 0 ? 1 : 0,
  }));
  return [...tree, ...sampled];
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

/** Mikolov et al. 2013, "Distributed representations", equations 3 and 4, by gradient ascent. */
export function referenceSkipGram(run: ReferenceRun, ids: readonly number[]): void {
  for (const { wanted, contexts, rate } of positions(run, ids)) {
    const rows = contexts.map((id) => row(run, run.input, id));
    trainEach(run, rows, outputsOf(run, wanted), rate);
  }
}

/** Rows predict outputs, two at a time unless they are the same. */
export function trainEach(
  run: ReferenceRun,
  rows: Float64Array[],
  outputs: Output[],
  rate: number,
): void {
  for (let c = 0; c < rows.length; ) {
    const isPair = c + 1 < rows.length && !isSameRow(rows[c]!, rows[c + 1]!);
    const inputs = rows.slice(c, c + (isPair ? 2 : 1));
    trainBlocks(run, inputs, inputs, outputs, rate);
    c += inputs.length;
  }
}

export function referenceCbow(run: ReferenceRun, ids: readonly number[]): void {
  for (const { wanted, contexts, rate } of positions(run, ids)) {
    const rows = contexts.map((id) => row(run, run.input, id));
    trainSum(run, rows, run.contextMean ? 1 / rows.length : 1, outputsOf(run, wanted), rate);
  }
}

/**
 * Bojanowski et al. 2017: the word in the middle, the mean of its rows, predicts each context. The mean
 * moves by what each row does, so it is made once; where a row is there twice it would move further.
 */
export function referenceSubwordSkipGram(run: ReferenceRun, ids: readonly number[]): void {
  for (const { wanted, contexts, rate } of positions(run, ids)) {
    const rows = run.features[wanted]!.map((id) => row(run, run.input, id));
    const hidden = new Float64Array(run.stride);
    for (const each of rows) add(hidden, each, 1 / rows.length);
    const gradient = hidden.map((value) => -value);
    for (const context of contexts) {
      trainBlocks(run, [hidden], [hidden], outputsOf(run, context), rate);
    }
    add(gradient, hidden, 1);
    for (const each of rows) add(each, gradient, 1);
  }
}

export function referenceSubwordCbow(run: ReferenceRun, ids: readonly number[]): void {
  for (const { wanted, contexts, rate } of positions(run, ids)) {
    const rows = contexts
      .flatMap((word) => run.features[word]!)
      .map((id) => row(run, run.input, id));
    trainSum(run, rows, 1 / rows.length, outputsOf(run, wanted), rate);
  }
}

/** The sum of rows, times `share`, predicts outputs; each row gets the gradient, times `part`. */
export function trainSum(
  run: ReferenceRun,
  rows: Float64Array[],
  share: number,
  outputs: Output[],
  rate: number,
  part = 1,
): void {
  const hidden = new Float64Array(run.stride);
  for (const each of rows) add(hidden, each, share);
  const gradient = new Float64Array(run.stride);
  trainBlocks(run, [hidden], [gradient], outputs, rate);
  for (const each of rows) add(each, gradient, part);
}

export function trainBlocks(
  run: ReferenceRun,
  inputs: Float64Array[],
  updates: Float64Array[],
  outputs: Output[],
  rate: number,
): void {
  for (let o = 0; o < outputs.length; o += 6) {
    trainBlock(run, inputs, updates, outputs.slice(o, o + 6), rate);
  }
}

function trainBlock(
  run: ReferenceRun,
  inputs: Float64Array[],
  updates: Float64Array[],
  outputs: Output[],
  rate: number,
): void {
  const gradients = inputs.map((input) =>
    outputs.map(({ row: output, label, limit = Number.POSITIVE_INFINITY }) => {
      const logit = input.reduce((sum, value, k) => sum + value * output[k]!, 0);
      const sigmoid = 1 / (1 + Math.exp(-logit));
      run.loss -= Math.log(label ? sigmoid : 1 - sigmoid);
      return Math.abs(logit) > limit ? 0 : (label - sigmoid) * rate;
    }),
  );
  const atOnce = inputs.length === 1 ? 6 : 3;
  for (let o = 0; o < outputs.length; o += atOnce) {
    const before = inputs.map((input) => input.slice());
    const some = outputs.slice(o, o + atOnce).map((output) => output.row);
    const old = some.map((output) => output.slice());
    some.forEach((output, t) => {
      gradients.forEach((line, i) => {
        add(updates[i]!, old[t]!, line[o + t]!);
        add(output, before[i]!, line[o + t]!);
      });
    });
  }
}

/** A row, or a copy of it where it is frozen: what is learnt into it is lost. */
export function row(run: ReferenceRun, table: Float64Array, id: number): Float64Array {
  const name = (['input', 'output', 'tree'] as const).find((each) => run[each] === table)!;
  const stride = name === 'input' ? run.stride : run.outputStride;
  const found = table.subarray(id * stride, (id + 1) * stride);
  return id < run.frozen[name] ? found.slice() : found;
}

function isSameRow(a: Float64Array, b: Float64Array): boolean {
  return a.buffer === b.buffer && a.byteOffset === b.byteOffset;
}

export function add(to: Float64Array, from: Float64Array, factor: number): void {
  from.forEach((value, k) => {
    to[k] = to[k]! + value * factor;
  });
}
