import { styleText } from 'node:util';
import type { Answers } from '../learn/ask.js';

/** What a narrator writes to. */
export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Width of the column that says what was done. */
const column = 10;

/** Tells on a terminal what was done and what came out, calmly: colour only where there is a terminal. */
export class Narrator {
  readonly #output: Output;
  readonly #coloured: boolean;

  constructor(output: Output, environment: NodeJS.ProcessEnv = process.env) {
    this.#output = output;
    this.#coloured = output.isTTY === true && !environment.NO_COLOR;
  }

  /** A line in bold, with room around it. */
  title(text: string): void {
    this.#line(`\n${this.#style('bold', text)}\n`);
  }

  /** What was done, and how it went. Further lines stand below the first. */
  step(done: string, first: string, ...further: string[]): void {
    this.#line(`${this.#style('green', done.padEnd(column))}${first}`);
    for (const line of further) this.#line(`${' '.repeat(column)}${this.#style('dim', line)}`);
  }

  answers({ neighbours, oddOneOut, analogies }: Answers): void {
    const arrow = this.#style('dim', '→');
    if (neighbours.length > 0) {
      this.title('Nearest neighbours');
      for (const { word, nearest } of neighbours) {
        const list = nearest.map(
          ({ item, score }) => `${item} ${this.#style('dim', score.toFixed(2))}`,
        );
        this.#line(`${word.padEnd(column)}${list.join('  ')}`);
      }
    }
    if (oddOneOut.length > 0) this.title('Odd one out');
    for (const { words, odd } of oddOneOut)
      this.#line(`${words.join(' ').padEnd(34)}${arrow} ${odd}`);
    if (analogies.length > 0) this.title('Analogies');
    for (const { question, answer } of analogies) {
      const [a, b, c] = question;
      this.#line(`${`${a} to ${b} is as ${c} to`.padEnd(34)}${arrow} ${answer}`);
    }
  }

  /** What to do next: what it is for, and what to type or open. */
  next(title: string, steps: readonly (readonly [what: string, how: string])[]): void {
    this.title(title);
    for (const [what, how] of steps)
      this.#line(`  ${what.padEnd(column)}${this.#style('cyan', how)}`);
    this.#line('');
  }

  #line(text: string): void {
    this.#output.write(`${text}\n`);
  }

  #style(format: Parameters<typeof styleText>[0], text: string): string {
    return this.#coloured ? styleText(format, text, { validateStream: false }) : text;
  }
}
