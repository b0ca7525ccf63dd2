// Turns JPEG files into vectors, in a process of its own:
//
//   node encode-files.js '{ "network": "resnet50", "folder": …, "jpeg": "small", "pictures": 256, … }'
import { join } from 'node:path';
import { imagesIn } from '@tovec/image';
import { loaders } from '../image/networks.js';
import { type JpegSize, type NetworkName, titles } from '../image/settings.js';
import { ownPeakMemory } from '../processes/run-process.js';

export interface EncodeFilesInput {
  /** Where `<network>.safetensors` and the folders of pictures are. */
  readonly folder: string;
  readonly network: NetworkName;
  readonly jpeg: JpegSize;
  readonly batch: number;
  /** How many are encoded; the files are taken over and over again. */
  readonly pictures: number;
  /** After how many to look at the memory for the first time. */
  readonly early?: number | undefined;
}

export interface EncodeFilesOutput {
  readonly pictures: number;
  readonly secondsPerPicture: number;
  readonly peakMemoryBytes: number;
  readonly earlyMemoryBytes?: number | undefined;
}

const input = JSON.parse(process.argv[2] ?? '') as EncodeFilesInput;
const { folder, network, jpeg, batch, pictures, early } = input;
const encoder = await loaders[network](join(folder, `${network}.safetensors`), batch);
const files = await imagesIn(join(folder, jpeg));
await encoder.encode(files.slice(0, batch));
let earlyMemoryBytes: number | undefined;
let done = 0;
const start = performance.now();
for await (const part of encoder.encodeStream(namesOf(files, pictures))) {
  done += part.rows;
  if (early !== undefined && earlyMemoryBytes === undefined && done >= early) {
    earlyMemoryBytes = ownPeakMemory();
  }
}
const output: EncodeFilesOutput = {
  pictures: done,
  secondsPerPicture: (performance.now() - start) / 1000 / done,
  peakMemoryBytes: ownPeakMemory(),
  earlyMemoryBytes,
};
if (done !== pictures) throw new Error(`${titles[network]} gave ${done} vectors of ${pictures}`);
console.log(JSON.stringify(output));
await encoder.dispose();

function* namesOf(names: readonly string[], count: number): Generator<string> {
  for (let at = 0; at < count; at++) yield names[at % names.length]!;
}
