import { expect, it } from 'vitest';
import { html, jsonInScript } from './html.js';

it('escapes what is put into a template, but not HTML', () => {
  expect(html`<p title="${`"it's"`}">${'a < b & c'} ${html`<b>${1}</b>`}</p>`.text).toBe(
    '<p title="&quot;it&#39;s&quot;">a &lt; b &amp; c <b>1</b></p>',
  );
});

it('joins lists of HTML', () => {
  expect(html`<ul>${['x', 'y'].map((item) => html`<li>${item}</li>`)}</ul>`.text).toBe(
    '<ul><li>x</li><li>y</li></ul>',
  );
});

it('writes JSON that no word can end the script with', () => {
  const words = ['</script>', '<!--', '"quoted"'];
  const { text } = jsonInScript(words);
  expect(text).not.toContain('<');
  expect(JSON.parse(text)).toEqual(words);
});
