// `pnpm test`: every check there is, in order, on a fresh clone as well as on a warm one.
//
//   node tools/test.mjs [names of checks…]     all of them unless some are named
//
// One line a check, what a failing check said in full, and `N passed, N failed` as the last line.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkExamples } from './examples.mjs';
import { checkPacked } from './packed.mjs';
import { readTree } from './structure/tree.mjs';
import { checkStructure } from './structure.mjs';
import { execute, root } from './workspace.mjs';

/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {string} [note] shown on the check's line
 * @property {string} [output] shown when something failed
 */

/** @type {{ name: string; needsBuild?: boolean; run: () => Promise<Outcome> }[]} */
const checks = [
  { name: 'build', run: () => command('turbo', 'run', 'build', '--output-logs=errors-only') },
  {
    name: 'lint',
    run: () => command('biome', 'check', '--error-on-warnings', '--max-diagnostics=100', '.'),
  },
  { name: 'structure', run: async () => listed(checkStructure(readTree(root))) },
  { name: 'unused', run: () => command('knip'), needsBuild: true },
  {
    name: 'types',
    run: () => command('turbo', 'run', 'typecheck', '--continue', '--output-logs=errors-only'),
    needsBuild: true,
  },
  { name: 'unit', run: unitTests, needsBuild: true },
  { name: 'examples', run: async () => counted(await checkExamples()), needsBuild: true },
  { name: 'packed', run: async () => counted(await checkPacked()), needsBuild: true },
];

/** @param {string} name @param {string[]} args @returns {Promise<Outcome>} */
async function command(name, ...args) {
  const { code, output } = await execute(name, args);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, output };
}

/** @param {string[]} problems @returns {Outcome} */
function listed(problems) {
  if (problems.length === 0) return { passed: 1, failed: 0 };
  return { passed: 0, failed: 1, output: problems.join('\n') };
}

/** @param {{ passed: number; problems: string[] }} found @returns {Outcome} */
function counted({ passed, problems }) {
  return { ...listed(problems), note: `${passed} of ${passed + problems.length}` };
}

/** @returns {Promise<Outcome>} */
async function unitTests() {
  const folder = mkdtempSync(join(tmpdir(), 'tovec-unit-'));
  const report = join(folder, 'report.json');
  try {
    const reporters = [
      '--no-color',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ];
    const { code, output } = await execute('vitest', ['run', ...reporters]);
    const counts = JSON.parse(readFileSync(report, 'utf8'));
    const passed = counts.numPassedTests;
    const skipped = counts.numPendingTests + counts.numTodoTests;
    // A file that cannot even be loaded has no failed test, but fails the run.
    const failed = code === 0 ? 0 : Math.max(1, counts.numFailedTests);
    return { passed, failed, output, note: `${passed} tests, ${skipped} skipped` };
  } catch (error) {
    return { passed: 0, failed: 1, output: `vitest wrote no report: ${error}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const named = process.argv.slice(2);
const unknown = named.filter((name) => !checks.some((check) => check.name === name));
if (unknown.length > 0) {
  const known = checks.map(({ name }) => name).join(', ');
  console.error(`There is no check named ${unknown.join(', ')}; there are ${known}`);
  process.exit(2);
}

let passed = 0;
let failed = 0;
let built = true;
for (const { name, run, needsBuild } of checks) {
  if (named.length > 0 && !named.includes(name)) continue;
  const start = performance.now();
  process.stdout.write(`${name.padEnd(10)} `);
  /** @type {Outcome} */
  let outcome;
  if (needsBuild && !built) outcome = { passed: 0, failed: 1, output: 'not run without a build' };
  else {
    outcome = await run().catch((error) => ({ passed: 0, failed: 1, output: String(error.stack) }));
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(6);
  const word = outcome.failed > 0 ? 'FAILED' : 'ok    ';
  console.log(`${word} ${seconds} s   ${outcome.note ?? ''}`.trimEnd());
  if (outcome.failed > 0) console.log(`\n${(outcome.output ?? '').trimEnd()}\n`);
  if (name === 'build') built = outcome.failed === 0;
  passed += outcome.passed;
  failed += outcome.failed;
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
