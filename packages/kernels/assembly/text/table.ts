// An open-addressing table from words (bytes) to 64-bit values: counts while a vocabulary is being
// made, ids while text is encoded.
//
//   slots    (tag u32, entry + 1 u32), a power of two of them; entry + 1 = 0 is empty
//   entries  (offset u32, length u32, value u64), in the order of first appearance
//   bytes    the words, one after the other, 8 bytes of slack at the end

import { equalBytes, hashBytes } from './bytes';

const SLOT: usize = 8;
const ENTRY: usize = 16;

export let entryCount: u32 = 0;
export let entries: usize = 0;
export let bytes: usize = 0;
export let bytesUsed: usize = 0;

let slots: usize = 0;
let slotMask: u32 = 0;
let entryCapacity: u32 = 0;
let byteCapacity: usize = 0;
/** Where the next growing part may begin; what it outgrew is left behind, less than it uses. */
let heap: usize = 0;

/** The parts of a growing table, for the host to read. */
export function getEntryCount(): u32 { return entryCount; }
export function getEntries(): usize { return entries; }
export function getBytes(): usize { return bytes; }
export function getBytesUsed(): usize { return bytesUsed; }

/** Begins an empty, growing table at `base`; everything behind it is its own. */
export function createTable(base: usize): void {
  heap = (base + 15) & ~15;
  entryCount = 0; bytesUsed = 0;
  entryCapacity = 0x4000; byteCapacity = 0x20000; slotMask = 0x7fff;
  entries = reserve(<usize>entryCapacity * ENTRY);
  bytes = reserve(byteCapacity);
  slots = reserve(<usize>(slotMask + 1) * SLOT);
  memory.fill(slots, 0, <usize>(slotMask + 1) * SLOT);
}

/** Takes a finished table of `count` entries, whose words and entries stand in place. */
export function placeTable(entriesAt: usize, bytesAt: usize, slotsAt: usize, slotCount: u32, count: u32): void {
  entries = entriesAt; bytes = bytesAt; slots = slotsAt; slotMask = slotCount - 1; entryCount = count;
}

/** Fills the slots anew from the entries. */
export function rebuildSlots(): void {
  memory.fill(slots, 0, <usize>(slotMask + 1) * SLOT);
  for (let entry: u32 = 0; entry < entryCount; entry++) {
    const at = entries + <usize>entry * ENTRY;
    const hash = hashBytes(bytes + load<u32>(at), load<u32>(at, 4));
    let slot = <u32>hash & slotMask;
    while (load<u32>(slots + <usize>slot * SLOT, 4) != 0) slot = (slot + 1) & slotMask;
    setSlot(slot, hash, entry);
  }
}

/** The slot that holds the word, or the empty one where it belongs. */
// @ts-ignore: decorator
@inline
function findSlot(word: usize, length: u32, hash: u64): u32 {
  const tag = <u32>(hash >> 32);
  let slot = <u32>hash & slotMask;
  while (true) {
    const at = slots + <usize>slot * SLOT;
    const entry = load<u32>(at, 4);
    if (entry == 0) return slot;
    if (load<u32>(at) == tag) {
      const found = entries + <usize>(entry - 1) * ENTRY;
      if (load<u32>(found, 4) == length && equalBytes(bytes + load<u32>(found), word, length)) {
        return slot;
      }
    }
    slot = (slot + 1) & slotMask;
  }
}

// @ts-ignore: decorator
@inline
function setSlot(slot: u32, hash: u64, entry: u32): void {
  const at = slots + <usize>slot * SLOT;
  store<u32>(at, <u32>(hash >> 32));
  store<u32>(at, entry + 1, 4);
}

/** Where the value of a word stands, or 0 when the table does not have it. */
// @ts-ignore: decorator
@inline
export function lookUp(word: usize, length: u32): usize {
  const slot = findSlot(word, length, hashBytes(word, length));
  const entry = load<u32>(slots + <usize>slot * SLOT, 4);
  return entry == 0 ? 0 : entries + <usize>(entry - 1) * ENTRY + 8;
}

/** Where the value of a word stands, which is added with value 0 when it is new. */
// @ts-ignore: decorator
@inline
export function lookUpOrAdd(word: usize, length: u32): usize {
  const hash = hashBytes(word, length);
  const slot = findSlot(word, length, hash);
  const entry = load<u32>(slots + <usize>slot * SLOT, 4);
  return entry == 0 ? add(word, length, slot, hash) : entries + <usize>(entry - 1) * ENTRY + 8;
}

function add(word: usize, length: u32, slot: u32, hash: u64): usize {
  if (entryCount == entryCapacity) {
    entries = moved(entries, <usize>entryCapacity * ENTRY);
    entryCapacity <<= 1;
  }
  while (bytesUsed + length + 8 > byteCapacity) {
    bytes = moved(bytes, byteCapacity);
    byteCapacity <<= 1;
  }
  memory.copy(bytes + bytesUsed, word, length);
  const at = entries + <usize>entryCount * ENTRY;
  store<u32>(at, <u32>bytesUsed);
  store<u32>(at, length, 4);
  store<u64>(at, 0, 8);
  bytesUsed += length;
  setSlot(slot, hash, entryCount++);
  if (entryCount << 1 > slotMask) growSlots();
  return at + 8;
}

function growSlots(): void {
  slotMask = (slotMask << 1) | 1;
  slots = reserve(<usize>(slotMask + 1) * SLOT);
  rebuildSlots();
}

/** `size` bytes behind everything else. */
function reserve(size: usize): usize {
  const at = heap;
  heap = (heap + size + 15) & ~15;
  const missing = <i32>((heap + 0xffff) >> 16) - memory.size();
  if (missing > 0 && memory.grow(missing) < 0) unreachable();
  return at;
}

/** Copies a part that is full to a place twice its size. */
function moved(from: usize, size: usize): usize {
  const to = reserve(size << 1);
  memory.copy(to, from, size);
  return to;
}

/** Drops every word whose value is at most `threshold`; the order of the others stays. */
export function pruneTable(threshold: u64): void {
  let kept: u32 = 0;
  let used: usize = 0;
  for (let entry: u32 = 0; entry < entryCount; entry++) {
    const at = entries + <usize>entry * ENTRY;
    if (load<u64>(at, 8) <= threshold) continue;
    const length = load<u32>(at, 4);
    memory.copy(bytes + used, bytes + load<u32>(at), length);
    const to = entries + <usize>kept * ENTRY;
    store<u64>(to, load<u64>(at, 8), 8);
    store<u32>(to, <u32>used);
    store<u32>(to, length, 4);
    used += length;
    kept++;
  }
  entryCount = kept;
  bytesUsed = used;
  rebuildSlots();
}
