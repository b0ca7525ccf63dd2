import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EncodeFilesInput, EncodeFilesOutput } from '../children/encode-files.js';
import type { MakePicturesInput, MakePicturesOutput } from '../children/make-pictures.js';
import type { RunNetworkInput, RunNetworkOutput } from '../children/run-network.js';
import type { TrainCnnInput, TrainCnnOutput } from '../children/train-cnn.js';
import { type Python, runDriver } from '../contestants/python.js';
import { runChild } from '../contestants/tovec.js';
import { requireSuccess, runProcess } from '../processes/run-process.js';
import { ours } from '../report/compare.js';
import type { RunRecord } from '../report/result-file.js';
import { type Session, say } from '../session.js';
import { inTurn } from '../statistics.js';
import {
  batch,
  type JpegSize,
  jpegs,
  type NetworkName,
  pictures,
  size,
  stream,
} from './settings.js';

/** A bare session of onnxruntime-node on the file that PyTorch wrote. */
export const bare = 'onnxruntime';

/** A network run on numbers that lie ready. */
export interface NetworkRun extends RunRecord, RunNetworkOutput {
  readonly measure: 'network' | 'tfjs';
  readonly what: NetworkName;
}

/** Vectors of JPEG files, or of a stream of them. */
export interface FilesRun extends RunRecord, EncodeFilesOutput {
  readonly measure: 'files' | 'stream';
  readonly what: NetworkName;
  readonly jpeg: JpegSize;
}

/** The small network trained. */
export interface CnnRun extends RunRecord, TrainCnnOutput {
  readonly measure: 'cnn';
}

export type ImageRun = NetworkRun | FilesRun | CnnRun;

export interface ImageSetting {
  readonly session: Session<ImageRun>;
  readonly folder: string;
  /** A Python that has torchvision, if there is one; without it there is nothing to compare with. */
  readonly python: Python;
}

/** Writes the network as PyTorch does, and its weights. */
export async function exportNetwork(setting: ImageSetting, network: NetworkName): Promise<void> {
  const { session, folder, python } = setting;
  say(`writing ${network} with torch …`);
  const input = { folder, network, size };
  await runDriver(python, 'torchvision_networks.py', input, session.signal);
}

/** Writes JPEG files of one size. */
export async function makePictures(setting: ImageSetting, jpeg: JpegSize): Promise<void> {
  const input = { folder: join(setting.folder, jpeg), count: 64, ...jpegs[jpeg] };
  const { signal } = setting.session;
  await runChild<MakePicturesInput, MakePicturesOutput>('make-pictures', input, signal);
}

/** The network in tovec and in a bare session, in turn; `tfjs` is TensorFlow.js, which is slow. */
export async function measureNetwork(
  { session, folder }: ImageSetting,
  what: NetworkName,
  contestants: readonly (typeof ours | typeof bare | 'tfjs')[],
  rounds: number,
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    for (const contestant of inTurn(contestants, round)) {
      await session.run(`${what}, ${contestant}, run ${round + 1}`, async () => {
        const count = contestant === 'tfjs' ? 2 * batch : pictures[what];
        const input = { program: contestant, folder, network: what, size, batch, pictures: count };
        const run = await runChild<RunNetworkInput, RunNetworkOutput>(
          'run-network',
          input,
          session.signal,
        );
        const measure = contestant === 'tfjs' ? 'tfjs' : 'network';
        const { otherCores } = run.result;
        return { measure, what, contestant, round, ...run.answer, otherCores };
      });
    }
  }
}

/** From JPEG files to vectors. */
export async function measureFiles(
  { session, folder }: ImageSetting,
  what: NetworkName,
  jpeg: JpegSize,
  rounds: number,
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    await session.run(`${what}, from ${jpeg} files, run ${round + 1}`, async () => {
      const input = { folder, network: what, jpeg, batch, pictures: pictures[what] };
      const { answer, result } = await runEncode(input, session.signal);
      const common = { measure: 'files', what, jpeg, contestant: ours, round } as const;
      return { ...common, ...answer, otherCores: result.otherCores };
    });
  }
}

/** Many pictures, and how memory grows with them. */
export async function measureStream({ session, folder }: ImageSetting): Promise<void> {
  const { network: what, early, pictures: all } = stream;
  const jpeg = 'small';
  await session.run(`${what}, a stream of ${all}`, async () => {
    const input = { folder, network: what, jpeg, batch, pictures: all, early } as const;
    const { answer, result } = await runEncode(input, session.signal);
    const common = { measure: 'stream', what, jpeg, contestant: ours, round: 0 } as const;
    return { ...common, ...answer, otherCores: result.otherCores };
  });
}

/** The small network, trained on the pictures of an archive. */
export async function measureCnn(
  { session, folder }: Omit<ImageSetting, 'python'>,
  archive: string,
): Promise<void> {
  const { signal } = session;
  await session.run('a small network on CIFAR-10', async () => {
    const pictures = join(folder, 'cifar');
    await mkdir(pictures);
    const unpacked = await runProcess({
      ...{ command: 'tar', args: ['xzf', archive, '-C', pictures], signal },
    });
    requireSuccess('tar', unpacked);
    const input = { folder: pictures, onnx: join(folder, 'cnn.onnx') };
    const { answer, result } = await runChild<TrainCnnInput, TrainCnnOutput>(
      'train-cnn',
      input,
      signal,
    );
    const common = { measure: 'cnn', contestant: ours, round: 0 } as const;
    return { ...common, ...answer, otherCores: result.otherCores };
  });
}

function runEncode(input: EncodeFilesInput, signal: AbortSignal) {
  return runChild<EncodeFilesInput, EncodeFilesOutput>('encode-files', input, signal);
}
