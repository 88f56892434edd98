/** The indices of the k largest values, by a heap of k: a vocabulary of 150 000 is passed over once instead of sorted. */

/** Largest first; of equal values the lower index first. */
export function topIndices(values: Float32Array, k: number): number[] {
  const isBelow = (a: number, b: number) => {
    const difference = (values[a] ?? -Infinity) - (values[b] ?? -Infinity);
    return difference < 0 || (difference === 0 && a > b);
  };
  /** The lowest of those kept is at the root. */
  const heap: number[] = [];
  for (let index = 0; index < values.length; index++) {
    const [lowest] = heap;
    if (heap.length < k) {
      heap.push(index);
      siftUp(heap, isBelow);
    } else if (lowest !== undefined && isBelow(lowest, index)) {
      heap[0] = index;
      siftDown(heap, isBelow);
    }
  }
  return heap.sort((a, b) => (isBelow(a, b) ? 1 : -1));
}

type IsBelow = (a: number, b: number) => boolean;

function siftUp(heap: number[], isBelow: IsBelow): void {
  let child = heap.length - 1;
  while (child > 0) {
    const parent = (child - 1) >> 1;
    if (!swapIfBelow(heap, child, parent, isBelow)) return;
    child = parent;
  }
}

function siftDown(heap: number[], isBelow: IsBelow): void {
  let parent = 0;
  for (;;) {
    const left = 2 * parent + 1;
    const lower = left + 1 < heap.length && isBelow(at(heap, left + 1), at(heap, left)) ? left + 1 : left;
    if (lower >= heap.length || !swapIfBelow(heap, lower, parent, isBelow)) return;
    parent = lower;
  }
}

function swapIfBelow(heap: number[], child: number, parent: number, isBelow: IsBelow): boolean {
  const [low, high] = [at(heap, child), at(heap, parent)];
  if (!isBelow(low, high)) return false;
  heap[parent] = low;
  heap[child] = high;
  return true;
}

function at(heap: readonly number[], index: number): number {
  return heap[index] ?? 0;
}
