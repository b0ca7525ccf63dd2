import { describe, expect, it } from 'vitest';
import { examplesOfMarkdown, examplesOfSource } from './examples/extract.mjs';
import { expectedOutputs, firstMissing } from './examples/outputs.mjs';

const fence = '`'.repeat(3);

describe('extracting examples', () => {
  it('takes the ts blocks of a page with their line, and no others', () => {
    const page = [
      ...['# Page', `${fence}sh`, 'npm i', fence, `${fence}ts`, 'one();', fence],
      ...['- item', `  ${fence}ts no-run`, '  two();', '    three();', `  ${fence}`],
    ].join('\n');
    expect(examplesOfMarkdown('a.md', page)).toEqual([
      { path: 'a.md', line: 6, code: 'one();\n', run: true },
      { path: 'a.md', line: 10, code: 'two();\n  three();\n', run: false },
    ]);
  });

  it('takes the blocks of @example tags, and not those of other comments', () => {
    const source = [
      ...['const a = 1;', '/**', ' * Adds.', ' * @example', ` * ${fence}ts`, ' * add(1);', ' *'],
      ...[' * add(2);', ` * ${fence}`, ' */', 'export {};', `/** ${fence}ts`, ` * no ${fence} */`],
    ].join('\n');
    expect(examplesOfSource('a.ts', source)).toEqual([
      { path: 'a.ts', line: 6, code: 'add(1);\n\nadd(2);\n', run: true },
    ]);
  });
});

describe('expected outputs', () => {
  const code = [
    'console.log(1 + 1); // 2',
    'const x = 3; // not an output',
    'for (const a of b) {',
    '  console.log(a); // → 0.12…',
    '}',
    'console.log({',
    '  long: true,',
    '});',
    '// → { long: true }',
    '// a remark',
  ].join('\n');

  it('are the comments behind console.log and the arrows below it', () => {
    expect(expectedOutputs(code)).toEqual([
      { line: 0, text: '2' },
      { line: 3, text: '0.12…' },
      { line: 8, text: '{ long: true }' },
    ]);
  });

  it('are found in order, however Node breaks its lines', () => {
    const outputs = expectedOutputs(code);
    expect(firstMissing(outputs, '2\n0.1249\n0.3\n{\n  long: true\n}\n')).toBeUndefined();
    expect(firstMissing(outputs, '22\n0.1249\n{ long: true }\n')).toEqual(outputs[0]);
    expect(firstMissing(outputs, '{ long: true }\n2\n0.1249\n')).toEqual(outputs[2]);
    expect(firstMissing(outputs, '')).toEqual(outputs[0]);
  });
});
