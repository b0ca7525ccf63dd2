#!/usr/bin/env node
// `pnpm tovec …`: the command line from source, built when something changed. It is a bin of this
// private package and not a script of the root because pnpm announces scripts on stdout, where
// `--json` promises one JSON object.
import { run } from './run.mjs';

await run('apps/cli', process.argv.slice(2));
