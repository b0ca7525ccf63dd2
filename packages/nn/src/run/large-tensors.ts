import { type FileHandle, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WeightPlace } from '../onnx/external-data.js';
import { temporaryDirectory } from './temporary-directory.js';

const PAGE_BYTES = 4096;

/** The large tensors of a model, in a temporary file that onnxruntime maps into memory. */
export class LargeTensors {
  /** What models call the file; their own files have other names. */
  readonly location = `tovec-${Math.random().toString(36).slice(2)}.weights`;
  #directory: Awaited<ReturnType<typeof temporaryDirectory>> | undefined;
  #file: FileHandle | undefined;
  #position = 0;
  #models = 0;

  async add(length: number, pieces: AsyncIterable<Uint8Array>): Promise<WeightPlace> {
    this.#directory ??= await temporaryDirectory();
    this.#file ??= await open(join(this.#directory.path, this.location), 'wx');
    const offset = Math.ceil(this.#position / PAGE_BYTES) * PAGE_BYTES;
    let position = offset;
    for await (const piece of pieces) {
      for (let done = 0; done < piece.length; ) {
        const { bytesWritten } = await this.#file.write(piece, done, null, position);
        done += bytesWritten;
        position += bytesWritten;
      }
    }
    this.#position = offset + length;
    return { offset, length };
  }

  /** No more will be added. */
  async finish(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
  }

  /** What onnxruntime can open: the bytes of a model, or a file of them beside the tensors. */
  async openable(model: Uint8Array): Promise<Uint8Array | string> {
    if (this.#directory === undefined) return model;
    const path = join(this.#directory.path, `${this.#models++}.onnx`);
    await writeFile(path, model);
    return path;
  }

  async remove(): Promise<void> {
    await this.finish();
    await this.#directory?.remove();
    this.#directory = undefined;
  }
}
