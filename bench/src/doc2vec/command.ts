import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, choices, number, parseOptions } from '../command.js';
import { isAbsent } from '../contestants/contestant.js';
import { prepareCorpus } from '../corpus.js';
import { Session, say } from '../session.js';
import { sharedData } from '../workspace.js';
import { cutDocuments, prepareSet } from './documents.js';
import { findGensimDoc2Vec, findProbe, tovecDoc2Vec } from './programs.js';
import { type Doc2VecRun, measureQuality, measureSpeed } from './runs.js';
import { documents, quality, speed } from './settings.js';
import { summarizeDoc2Vec } from './summarize.js';

const measures = ['speed', 'lee', 'polarity'] as const;

const help = `pnpm bench doc2vec [corpus] [options]

Trains Doc2Vec, PV-DBOW and PV-DM, with tovec and with gensim, in turn, at the same settings: speed on
documents of ${documents.words} words of a text; how far inferred vectors of the Lee documents agree with people;
how well a linear probe tells the polarity of film reviews by inferred vectors.

  corpus            a text file, plain or .gz, or a directory of them; by default the Wikipedia text
                    in ../shared/data/corpus
  --only <names>    only these measures, with commas: ${measures.join(', ')}
  --runs <n>        rounds of each measure, and seeds of each training, 5 by default
  --megabytes <n>   so much of the corpus, ${documents.megabytes} by default
  --wait            wait until nothing else runs, at the start and before every run
  --out <file>      where to write the result; bench/results/<date>-doc2vec.json by default

Peers: PYTHON names a Python with gensim and scikit-learn; see bench/README.md.`;

/** `pnpm bench doc2vec`. */
export const doc2VecCommand: Command = {
  name: 'doc2vec',
  summary: 'training Doc2Vec: speed, and the quality of inferred vectors, beside gensim',
  help,
  async run(args, context) {
    const { values, positionals } = parseOptions(args, {
      ...{ only: 'string', runs: 'string', megabytes: 'string', wait: 'boolean', out: 'string' },
    });
    const selected = choices('only', values.only, measures);
    const rounds = number('runs', values.runs, 5, { min: 1, whole: true });
    const megabytes = number('megabytes', values.megabytes, documents.megabytes, { min: 0.1 });
    const source = positionals[0] ? context.resolve(positionals[0]) : sharedData('corpus');
    const { signal } = context;
    const folder = mkdtempSync(join(tmpdir(), 'tovec-bench-'));
    try {
      const gensim = await findGensimDoc2Vec(signal);
      const ours = tovecDoc2Vec(context.tovecVersion);
      const programs = isAbsent(gensim) ? [ours] : [ours, gensim];
      const session = await Session.start<Doc2VecRun>({
        ...{ benchmark: 'doc2vec', wait: values.wait === true, signal },
        absent: isAbsent(gensim) ? { [gensim.name]: gensim.absent } : {},
        versions: Object.fromEntries(programs.map(({ name, version }) => [name, version])),
        settings: { documents: { ...documents, megabytes }, speed, quality, rounds },
        path: context.resultPath('doc2vec', values.out),
        summarize: summarizeDoc2Vec,
      });
      const setting = { session, programs, folder };
      await session.conclude(async () => {
        if (selected.has('speed')) {
          const { path } = await prepareCorpus(source, folder, megabytes * 1e6, signal);
          const lines = join(folder, 'documents.txt');
          await cutDocuments(path, lines, documents.words);
          await measureSpeed(setting, lines, rounds);
        }
        const python = await findProbe(signal);
        for (const name of ['lee', 'polarity'] as const) {
          if (!selected.has(name)) continue;
          const set = prepareSet(name, sharedData('.'), folder);
          if (!set) say(`no ${name}: its files are not among the shared data`);
          else if (set.classes && typeof python === 'string') say(`no ${name}: ${python}`);
          // A small set, whose trainings take no time and differ: twice the seeds.
          else
            await measureQuality(setting, name, set, python, name === 'lee' ? 2 * rounds : rounds);
        }
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
