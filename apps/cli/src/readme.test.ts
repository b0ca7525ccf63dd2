import { spawnSync } from 'node:child_process';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { drawPictures, exportBrightness } from './testing/pictures.js';
import { makeDirectory } from './testing/run-cli.js';
import { labelledTexts, smallCorpus, smallGraph } from './testing/texts.js';

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');

/** The commands of the ```console blocks, and the first line that each says it prints. */
function commandsOf(markdown: string): { line: string; prints: string | undefined }[] {
  return [...markdown.matchAll(/```console\n([\s\S]*?)```/g)].flatMap(([, block = '']) => {
    const lines = block.split('\n');
    return lines.flatMap((line, at) => {
      if (!line.startsWith('$ ') || line.includes('npm install')) return [];
      const next = lines[at + 1];
      const prints = next && !next.startsWith('$ ') ? next : undefined;
      return [{ line: line.slice(2), prints }];
    });
  });
}

/** Commands that have something to say on stderr. */
const telling = /items\.txt|queenly|glove100/;

test('the walk-through of the README runs as it stands there', async () => {
  const commands = commandsOf(readme);
  expect(commands.length).toBeGreaterThan(10);
  const { path: directory, remove } = await makeDirectory();
  try {
    const bin = join(directory, 'bin');
    await mkdir(bin);
    await symlink(fileURLToPath(new URL('../bin/tovec.js', import.meta.url)), join(bin, 'tovec'));
    await symlink(process.execPath, join(bin, 'node'));
    // Long enough that several workers learn the same from it, whoever comes first.
    await writeFile(join(directory, 'corpus.txt'), smallCorpus(20_000));
    await writeFile(join(directory, 'items.txt'), 'king\nqueen\nunknown\n');
    await writeFile(join(directory, 'questions.txt'), ': family\nman king woman queen\n');
    await writeFile(
      join(directory, 'categories.txt'),
      'king\tpeople\nboy\tpeople\nbread\tfood\nsoup\tfood\n',
    );
    await writeFile(join(directory, 'group.txt'), 'king\nboy\nprince\n\nsoup\nbread\n');
    await writeFile(join(directory, 'pairs.txt'), 'king queen 8\nking bread 1\nsoup bread 7\n');
    await writeFile(
      join(directory, 'labelled-pairs.txt'),
      'king\tqueen\tsame\nsoup\tbread\tsame\nking\tsoup\tother\n',
    );
    await writeFile(join(directory, 'edges.txt'), smallGraph);
    await writeFile(join(directory, 'labelled.txt'), labelledTexts());
    await writeFile(join(directory, 'held-out.txt'), labelledTexts(2));
    await writeFile(join(directory, 'documents.txt'), labelledTexts());
    await writeFile(join(directory, 'new.txt'), labelledTexts(2));
    await drawPictures(join(directory, 'photos'));
    await exportBrightness(join(directory, 'network.onnx'));
    const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
    for (const { line, prints } of commands) {
      const { status, stdout, stderr } = spawnSync('sh', ['-c', line], {
        ...{ cwd: directory, env, encoding: 'utf8' },
      });
      expect({ line, status, stderr: telling.test(line) ? '' : stderr }).toEqual({
        ...{ line, status: 0, stderr: '' },
      });
      if (prints !== undefined) expect(stdout.split('\n')[0]).toBe(prints);
    }
  } finally {
    await remove();
  }
}, 120_000);
