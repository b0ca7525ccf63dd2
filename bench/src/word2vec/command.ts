import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, type CommandContext, choices, number, parseOptions } from '../command.js';
import { type Absent, type Contestant, isAbsent } from '../contestants/contestant.js';
import { findFastText } from '../contestants/fasttext.js';
import { findGensim } from '../contestants/gensim.js';
import { findPWord2Vec } from '../contestants/pword2vec.js';
import { tovec } from '../contestants/tovec.js';
import { findWord2vecC } from '../contestants/word2vec-c.js';
import { type BenchmarkCorpus, prepareCorpus } from '../corpus.js';
import { Session, say } from '../session.js';
import { sharedData } from '../workspace.js';
import {
  measureCounting,
  measureQuality,
  measureSpeed,
  type Setting,
  type Word2VecRun,
} from './runs.js';
import { type Measure, measures, quality, speedSettings } from './settings.js';
import { summarizeWord2Vec } from './summarize.js';

const peerNames = ['word2vec.c', 'pWord2Vec', 'gensim', 'fastText'] as const;

const help = `pnpm bench word2vec [corpus] [options]

Trains Word2Vec on a text with tovec and with every peer found, in turn, at the same settings.

  corpus            a text file, plain or .gz, or a directory of them; by default the Wikipedia text
                    in ../shared/data/corpus
  --only <names>    only these measures, with commas: ${measures.join(', ')}
  --peers <names>   only these peers: ${peerNames.join(', ')}
  --runs <n>        rounds of each measure, 3 by default; medians count
  --seconds <s>     a training of the speed measures is ended after so long, 20 by default, and its
                    rate is that of what was done; 0: every epoch to its end
  --megabytes <n>   only so much of the corpus
  --words <folder>  where questions-words.txt and the word pairs are, ../shared/data/words by default
  --wait            wait until nothing else runs, at the start and before every run
  --out <file>      where to write the result; bench/results/<date>-word2vec.json by default

Peers: WORD2VEC, PWORD2VEC and FASTTEXT name programs, PYTHON a Python with gensim; see
bench/README.md.`;

/** `pnpm bench word2vec`. */
export const word2vecCommand: Command = {
  name: 'word2vec',
  summary:
    'training Word2Vec: speed, memory and quality beside word2vec.c, gensim, pWord2Vec, fastText',
  help,
  async run(args, context) {
    const { values, positionals } = parseOptions(args, {
      ...{
        only: 'string',
        peers: 'string',
        runs: 'string',
        seconds: 'string',
        megabytes: 'string',
      },
      ...{ words: 'string', wait: 'boolean', out: 'string' },
    });
    const selected = choices('only', values.only, measures);
    const peers = choices('peers', values.peers, peerNames);
    const rounds = number('runs', values.runs, 3, { min: 1, whole: true });
    const seconds = number('seconds', values.seconds, 20, { min: 0 });
    const megabytes = number('megabytes', values.megabytes, Number.POSITIVE_INFINITY, { min: 0.1 });
    const words = values.words ? context.resolve(values.words) : sharedData('words');
    const source = positionals[0] ? context.resolve(positionals[0]) : sharedData('corpus');

    const folder = mkdtempSync(join(tmpdir(), 'tovec-bench-'));
    try {
      const corpus = await prepareCorpus(source, folder, megabytes * 1e6, context.signal);
      const { contestants, absent } = await findContestants(context, peers);
      const session = await Session.start<Word2VecRun>({
        ...{ benchmark: 'word2vec', absent, wait: values.wait === true, signal: context.signal },
        versions: Object.fromEntries(contestants.map(({ name, version }) => [name, version])),
        settings: describeSettings(corpus, rounds, seconds),
        path: context.resultPath('word2vec', values.out),
        summarize: summarizeWord2Vec,
      });
      const limitSeconds = seconds === 0 ? Number.POSITIVE_INFINITY : seconds;
      const setting = { session, contestants, corpus: corpus.path, folder, limitSeconds };
      await session.conclude(() => measure(setting, selected, rounds, words));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measure(
  setting: Setting,
  selected: ReadonlySet<Measure>,
  rounds: number,
  words: string,
): Promise<void> {
  if (selected.has('skip-gram')) await measureSpeed(setting, 'skip-gram', rounds);
  // Memory is seen in those same runs; one of each is enough.
  else if (selected.has('memory')) await measureSpeed(setting, 'skip-gram', 1);
  if (selected.has('cbow')) await measureSpeed(setting, 'cbow', rounds);
  if (selected.has('skip-gram-300')) await measureSpeed(setting, 'skip-gram-300', rounds);
  if (selected.has('count')) await measureCounting(setting, rounds);
  if (!selected.has('quality')) return;
  if (existsSync(join(words, quality.questions))) await measureQuality(setting, rounds, words);
  else say(`no quality: there is no ${quality.questions} in ${words}; see --words`);
}

/** tovec, and the peers this machine has. */
async function findContestants(
  { signal, tovecVersion }: CommandContext,
  peers: ReadonlySet<(typeof peerNames)[number]>,
) {
  const find: Record<(typeof peerNames)[number], () => Promise<Contestant | Absent>> = {
    'word2vec.c': () => findWord2vecC(signal),
    pWord2Vec: findPWord2Vec,
    gensim: () => findGensim(signal),
    fastText: findFastText,
  };
  const absent: Record<string, string> = {};
  const contestants: Contestant[] = [tovec(tovecVersion)];
  for (const name of peers) {
    const peer = await find[name]();
    if (isAbsent(peer)) absent[peer.name] = peer.absent;
    else contestants.push(peer);
  }
  return { contestants, absent };
}

function describeSettings(
  { name, bytes, sha256 }: BenchmarkCorpus,
  rounds: number,
  seconds: number,
): Record<string, unknown> {
  return {
    corpus: { name, bytes, sha256 },
    rounds,
    secondsOfATraining: seconds === 0 ? 'unlimited' : seconds,
    speed: speedSettings,
    quality,
  };
}
