import { join } from 'node:path';
import { expect, it } from 'vitest';
import { displayPath } from './display-path.js';

const here = join('/', 'some', 'where');

it('shortens a path below the current directory', () => {
  expect(displayPath(join(here, 'demo-output', 'index.html'), here)).toBe(
    join('demo-output', 'index.html'),
  );
});

it('leaves a path that leads elsewhere', () => {
  const elsewhere = join('/', 'else', 'where');
  expect(displayPath(elsewhere, here)).toBe(elsewhere);
});
