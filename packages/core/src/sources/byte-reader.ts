/**
 * Bytes read once, from front to back. Made by `openSource`; not to be used by two readers at once.
 */
export interface ByteReader extends AsyncDisposable {
  /** What to call the source in messages. */
  readonly name: string;
  /** Bytes in all, where known. */
  readonly size: number | undefined;
  /** Bytes consumed so far. */
  readonly position: number;
  /**
   * The next `count` bytes (fewer at the end) without consuming them. The view is valid until the
   * next call.
   */
  peek(count: number): Promise<Uint8Array>;
  /**
   * Reads 1 to `target.length` bytes, 0 only at the end. The target may lie in a
   * SharedArrayBuffer; large ones are filled straight from the file.
   */
  read(target: Uint8Array): Promise<number>;
  /** Fills the target, or throws a ModelFileError when the source ends first. */
  readExactly(target: Uint8Array): Promise<void>;
  /** Passes over `count` bytes, or throws a ModelFileError when the source ends first. */
  skip(count: number): Promise<void>;
  close(): Promise<void>;
}

/** What a {@link ByteReader} is built on: one kind of source each. */
export interface RawReader {
  /** Reads 1 to `target.length` bytes, 0 at the end. */
  read(target: Uint8Array): Promise<number>;
  /** Passes over up to `count` bytes without reading them, where the source can. */
  skip?(count: number): void;
  close(): Promise<void>;
}
