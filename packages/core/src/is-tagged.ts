/**
 * Whether a value is a built-in of this kind, wherever it was made: `instanceof` says no to arrays
 * and URLs of another realm, such as a test runner's.
 */
export function isTagged(value: unknown, tag: 'Uint8Array'): value is Uint8Array;
export function isTagged(value: unknown, tag: 'Float32Array'): value is Float32Array;
export function isTagged(value: unknown, tag: 'URL'): value is URL;
export function isTagged(value: unknown, tag: string): boolean {
  return Object.prototype.toString.call(value) === `[object ${tag}]`;
}
