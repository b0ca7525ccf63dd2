import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, type CommandContext, choices, number, parseOptions } from '../command.js';
import { type Absent, isAbsent } from '../contestants/contestant.js';
import { prepareCorpus } from '../corpus.js';
import type { RunRecord } from '../report/result-file.js';
import type { Row } from '../report/rows.js';
import { Session, say } from '../session.js';
import { sharedData } from '../workspace.js';
import { evaluation } from './plan.js';

/** A program with a name and a version. */
interface Named {
  readonly name: string;
  readonly version: Readonly<Record<string, unknown>>;
}

/** What a benchmark that learns from a text consists of. */
export interface CorpusBenchmark<
  Run extends RunRecord,
  Measure extends string,
  Contestant extends Named,
> {
  readonly name: string;
  readonly summary: string;
  /** What it does, for its help. */
  readonly about: string;
  readonly measures: readonly Measure[];
  readonly tovec: (version: Readonly<Record<string, unknown>>) => Contestant;
  /** How each peer is found. */
  readonly peers: Readonly<Record<string, (signal: AbortSignal) => Promise<Contestant | Absent>>>;
  /** Which environment variables name them, for its help. */
  readonly peersHelp: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly summarize: (runs: readonly Run[], all: readonly Run[]) => Row[];
  measure(setting: CorpusSetting<Run, Measure, Contestant>): Promise<void>;
}

/** What its measures are given. */
interface CorpusSetting<Run extends RunRecord, Measure extends string, Contestant> {
  readonly session: Session<Run>;
  readonly selected: ReadonlySet<Measure>;
  /** tovec first. */
  readonly contestants: readonly Contestant[];
  /** A plain text file. */
  readonly corpus: string;
  /** For whatever is written; removed in the end. */
  readonly folder: string;
  readonly rounds: number;
  readonly limitSeconds: number;
  /** Where the questions and the word pairs are; undefined, and said so, where they are not. */
  readonly words: string | undefined;
}

/** A command of a benchmark that learns from a text. */
export function corpusCommand<
  Run extends RunRecord,
  Measure extends string,
  Contestant extends Named,
>(benchmark: CorpusBenchmark<Run, Measure, Contestant>): Command {
  const { name, summary, measures } = benchmark;
  const peerNames = Object.keys(benchmark.peers);
  return {
    name,
    summary,
    help: helpOf(benchmark, peerNames),
    async run(args, context) {
      const { values, positionals } = parseOptions(args, {
        ...{ only: 'string', peers: 'string', runs: 'string', seconds: 'string' },
        ...{ megabytes: 'string', words: 'string', wait: 'boolean', out: 'string' },
      });
      const selected = choices('only', values.only, measures);
      const peers = choices('peers', values.peers, peerNames);
      const rounds = number('runs', values.runs, 3, { min: 1, whole: true });
      const seconds = number('seconds', values.seconds, 20, { min: 0 });
      const megabytes = number('megabytes', values.megabytes, Number.POSITIVE_INFINITY, {
        min: 0.1,
      });
      const words = values.words ? context.resolve(values.words) : sharedData('words');
      const source = positionals[0] ? context.resolve(positionals[0]) : sharedData('corpus');

      const folder = mkdtempSync(join(tmpdir(), 'tovec-bench-'));
      try {
        const { path, ...corpus } = await prepareCorpus(
          source,
          folder,
          megabytes * 1e6,
          context.signal,
        );
        const { contestants, absent } = await findContestants(benchmark, context, peers);
        const session = await Session.start<Run>({
          ...{ benchmark: name, absent, wait: values.wait === true, signal: context.signal },
          versions: Object.fromEntries(contestants.map((found) => [found.name, found.version])),
          settings: {
            ...{ corpus, rounds, secondsOfATraining: seconds === 0 ? 'unlimited' : seconds },
            ...benchmark.settings,
          },
          path: context.resultPath(name, values.out),
          summarize: benchmark.summarize,
        });
        const limitSeconds = seconds === 0 ? Number.POSITIVE_INFINITY : seconds;
        const hasWords = existsSync(join(words, evaluation.questions));
        if (!hasWords)
          say(`no quality: there is no ${evaluation.questions} in ${words}; see --words`);
        await session.conclude(() =>
          benchmark.measure({
            ...{ session, selected, contestants, corpus: path, folder, rounds, limitSeconds },
            words: hasWords ? words : undefined,
          }),
        );
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

/** tovec, and the peers this machine has. */
async function findContestants<Contestant extends Named>(
  benchmark: Pick<CorpusBenchmark<never, never, Contestant>, 'tovec' | 'peers'>,
  { signal, tovecVersion }: CommandContext,
  peers: ReadonlySet<string>,
) {
  const absent: Record<string, string> = {};
  const contestants: Contestant[] = [benchmark.tovec(tovecVersion)];
  for (const [name, find] of Object.entries(benchmark.peers)) {
    if (!peers.has(name)) continue;
    const peer = await find(signal);
    if (isAbsent(peer)) absent[peer.name] = peer.absent;
    else contestants.push(peer);
  }
  return { contestants, absent };
}

function helpOf(
  {
    name,
    about,
    measures,
    peersHelp,
  }: Pick<CorpusBenchmark<never, string, Named>, 'name' | 'about' | 'measures' | 'peersHelp'>,
  peerNames: readonly string[],
): string {
  return `pnpm bench ${name} [corpus] [options]

${about}

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
  --out <file>      where to write the result; bench/results/<date>-${name}.json by default

Peers: ${peersHelp}; see bench/README.md.`;
}
