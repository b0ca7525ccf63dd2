import { describe, expect, it } from 'vitest';
import { samplePage } from '../testing/sample-page.js';
import { renderPage } from './render-page.js';

const data = samplePage();
const page = renderPage(data);

/** What the page hands to its script. */
function dataIn(html: string) {
  return JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)![1]!);
}

describe('renderPage', () => {
  it('contains every word with its place, and the loss', () => {
    const { words, parts, frequent, loss } = data;
    expect(dataIn(page)).toEqual(JSON.parse(JSON.stringify({ words, parts, frequent, loss })));
  });

  it('is whole in itself: nothing is loaded from elsewhere', () => {
    const loads = [
      /<link[^>]+href="(?!data:)/,
      /<(script|img|iframe|source)[^>]+src=/,
      /@import|url\((?!["']?data:)/,
      /\bfetch\(|XMLHttpRequest|WebSocket|import\(/,
    ];
    // Kept apart from `page`, which is too long for a message.
    expect(loads.filter((pattern) => pattern.test(page))).toEqual([]);
    const addresses = page.match(/https?:\/\/[^\s"'`<>)]+/g) ?? [];
    expect(addresses.filter((address) => !address.startsWith('http://www.w3.org/'))).toEqual([]);
    expect(page.includes(`content="default-src &#39;none&#39;;`)).toBe(true);
  });

  it('says what was learnt from, and shows the answers', () => {
    const texts = [
      '1,012,127 words',
      'parish',
      '<s>violin</s>',
      'man to men is as woman to <strong>women</strong>',
      'tovec nearest demo-output/brown.safetensors',
    ];
    expect(texts.filter((text) => !page.includes(text))).toEqual([]);
  });

  it('shows words that look like HTML as words', () => {
    const [first, ...others] = data.words;
    const hostile = renderPage({
      ...data,
      words: [{ ...first!, word: '</script><b>' }, ...others],
      answers: { ...data.answers, neighbours: [{ word: '<i>', nearest: [] }] },
    });
    expect(dataIn(hostile).words[0].word).toBe('</script><b>');
    expect(hostile.includes('<dt>&lt;i&gt;</dt>')).toBe(true);
  });
});
