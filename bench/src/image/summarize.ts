import { compareMedians, ours, runsOf, select } from '../report/compare.js';
import { formatMegabytes, formatSeconds, formatTimes } from '../report/format.js';
import { times } from '../report/quantities.js';
import type { RunRecord } from '../report/result-file.js';
import { prefixed, type Quantity, type Row } from '../report/rows.js';
import { medianOf } from '../statistics.js';
import { bare, type CnnRun, type FilesRun, type NetworkRun } from './runs.js';
import { type JpegSize, jpegs, type NetworkName, networks, titles } from './settings.js';

/** The comparisons that some runs allow. */
export function summarizeImage(runs: readonly RunRecord[]): Row[] {
  return prefixed('image', [
    ...networks.flatMap((network) => networkRows(runs, network)),
    ...streamRows(runs),
    ...cnnRows(runs),
  ]);
}

/** Less is better, and the result is still how many times so. */
const timesLess = (tovec: Quantity, peer: Quantity) => times(peer, tovec);

const perPicture = ({ secondsPerPicture }: { secondsPerPicture: number }) => secondsPerPicture;

function networkRows(all: readonly RunRecord[], network: NetworkName): Row[] {
  const ofIt = ({ what }: RunRecord) => what === network;
  const runs = runsOf<NetworkRun>(all, 'network').filter(ofIt);
  const tovec = select(runs, ours);
  const peer = { peer: select(runs, bare), name: 'bare session' };
  const files = runsOf<FilesRun>(all, 'files').filter(ofIt);
  const tfjs = runsOf<NetworkRun>(all, 'tfjs').filter(ofIt);
  const row = (id: string, measure: string) => ({ id: `${network}/${id}`, measure });
  return [
    ...compareMedians(
      row('network', `${titles[network]}, a picture`),
      { tovec, ...peer },
      perPicture,
      formatSeconds,
      timesLess,
    ),
    ...(Object.keys(jpegs) as JpegSize[]).flatMap((jpeg) =>
      compareMedians(
        row(`files/${jpeg}`, `… from JPEG files of ${jpegs[jpeg].width} × ${jpegs[jpeg].height}`),
        { tovec: files.filter((run) => run.jpeg === jpeg), ...peer },
        perPicture,
        formatSeconds,
        timesLess,
      ),
    ),
    ...compareMedians(
      row('tfjs', '… beside TensorFlow.js'),
      { tovec, peer: tfjs, name: `tfjs (${tfjs[0]?.engine})` },
      perPicture,
      formatSeconds,
      timesLess,
    ),
    ...compareMedians(
      row('memory/bare', '… peak memory'),
      { tovec, ...peer },
      ({ peakMemoryBytes }) => peakMemoryBytes,
      formatMegabytes,
      timesLess,
    ),
    ...shareRows(row('memory', '… / (weights and activations)'), tovec),
  ];
}

/** The peak above what Node and the runtime take, by what the network cannot do without. */
function shareRows(row: Pick<Row, 'id' | 'measure'>, runs: readonly NetworkRun[]): Row[] {
  const value = medianOf(
    runs,
    ({ peakMemoryBytes, baseMemoryBytes, weightBytes, activationBytes }) =>
      activationBytes === undefined
        ? undefined
        : (peakMemoryBytes - baseMemoryBytes) / (weightBytes + activationBytes),
  );
  if (value === undefined) return [];
  const share = { value, text: formatTimes(value) };
  return [{ ...row, tovec: share, result: share }];
}

function streamRows(all: readonly RunRecord[]): Row[] {
  const run = runsOf<FilesRun>(all, 'stream').at(-1);
  if (run?.earlyMemoryBytes === undefined) return [];
  const growth = (run.peakMemoryBytes - run.earlyMemoryBytes) / 1e6;
  return [
    {
      id: 'stream',
      measure: `${run.pictures.toLocaleString('en-US')} pictures in a stream, growth after a tenth`,
      tovec: { value: run.peakMemoryBytes / 1e6, text: formatMegabytes(run.peakMemoryBytes) },
      result: { value: growth, text: `${growth.toFixed(0)} MB` },
    },
  ];
}

function cnnRows(all: readonly RunRecord[]): Row[] {
  const run = runsOf<CnnRun>(all, 'cnn').at(-1);
  if (!run) return [];
  const percent = (share: number) => ({
    value: 100 * share,
    text: `${(100 * share).toFixed(1)} %`,
  });
  const accuracy = percent(run.accuracy);
  const pixels = percent(run.pixelsAccuracy);
  const difference = { value: run.onnxDifference, text: run.onnxDifference.toExponential(1) };
  return [
    {
      ...{ id: 'cnn/accuracy', measure: 'a small network on CIFAR-10', tovec: accuracy },
      ...{ peer: { name: 'probe of the pixels', ...pixels }, result: accuracy },
    },
    {
      id: 'cnn/features',
      measure: '… a probe of its features',
      tovec: percent(run.featuresAccuracy),
    },
    {
      ...{ id: 'cnn/seconds', measure: `… trained (${run.engine})` },
      tovec: { value: run.seconds, text: formatSeconds(run.seconds) },
    },
    { id: 'cnn/onnx', measure: '… features, exported, differ by', tovec: difference },
  ];
}
