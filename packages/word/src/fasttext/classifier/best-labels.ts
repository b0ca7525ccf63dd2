/** A label by its number, and the logarithm of its probability. */
export interface ScoredLabel {
  readonly label: number;
  readonly score: number;
}

/**
 * The `most` best labels. A heap with the worst at its top, whose steps are those of C++'s standard
 * library: which one of equally good labels stays, and in what order they are told, is then what
 * fastText says.
 */
export class BestLabels {
  private heap: ScoredLabel[] = [];

  constructor(private readonly most: number) {}

  /** Whether a score is too low to matter. */
  isTooLow(score: number): boolean {
    return this.heap.length === this.most && score < this.heap[0]!.score;
  }

  push(label: number, score: number): void {
    const { heap } = this;
    heap.push({ label, score });
    sift(heap, heap.length - 1, 0, heap[heap.length - 1]!);
    if (heap.length > this.most) pop(heap, heap.length);
    heap.length = Math.min(heap.length, this.most);
  }

  /** The labels, the best first. */
  sorted(): readonly ScoredLabel[] {
    const { heap } = this;
    for (let size = heap.length; size > 1; size--) pop(heap, size);
    return heap;
  }
}

/** Moves the top of the first `size` entries behind the others, which stay a heap. */
function pop(heap: ScoredLabel[], size: number): void {
  const value = heap[size - 1]!;
  heap[size - 1] = heap[0]!;
  const length = size - 1;
  let hole = 0;
  let child = 0;
  while (child < (length - 1) >> 1) {
    child = 2 * (child + 1);
    if (heap[child]!.score > heap[child - 1]!.score) child--;
    heap[hole] = heap[child]!;
    hole = child;
  }
  if (length % 2 === 0 && length > 0 && child === (length - 2) >> 1) {
    child = 2 * (child + 1);
    heap[hole] = heap[child - 1]!;
    hole = child - 1;
  }
  if (length > 0) sift(heap, hole, 0, value);
}

/** Lets a value rise from a hole until what is above it is no better. */
function sift(heap: ScoredLabel[], from: number, top: number, value: ScoredLabel): void {
  let hole = from;
  let parent = (hole - 1) >> 1;
  while (hole > top && heap[parent]!.score > value.score) {
    heap[hole] = heap[parent]!;
    hole = parent;
    parent = (hole - 1) >> 1;
  }
  heap[hole] = value;
}
