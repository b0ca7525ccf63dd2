// Helpers for this package's own tests; not shipped.

const families = [
  ['king', 'queen'],
  ['man', 'woman'],
  ['boy', 'girl'],
  ['prince', 'princess'],
] as const;
const food = ['bread', 'cheese', 'soup', 'apple', 'pear', 'cake'] as const;

/** Sentences about who likes what, always the same. */
export function smallCorpus(sentences = 2000): string {
  let state = 1;
  const draw = (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  const lines = Array.from({ length: sentences }, () => {
    const female = draw(2);
    const who = families[draw(families.length)]![female]!;
    const [pronoun, owner] = female === 1 ? ['she', 'her'] : ['he', 'his'];
    const [first, second] = [food[draw(food.length)], food[draw(food.length)]];
    return `the ${who} said ${pronoun} likes ${owner} ${first} and the ${second}`;
  });
  return `${lines.join('\n')}\n`;
}

/** Vectors of a few words in which king − man + woman is queen. */
export const smallVectors = `6 4
king 1 1 0 0
queen 1 0 1 0
man 0 1 0 0
woman 0 0 1 0
apple 0 0 0 1
pear 0.25 0 0 1
`;

/** Texts about food or people, each with its label, always the same. */
export function labelledTexts(lines = 400): string {
  const [people, dishes] = [families.flat(), food];
  return Array.from({ length: lines }, (_, at) => {
    const [label, words] = at % 2 === 0 ? ['people', people] : ['food', dishes];
    const word = (step: number) => words[(at * 7 + step) % words.length]!;
    return `__label__${label} the ${word(0)} and the ${word(1)} with the ${word(3)}\n`;
  }).join('');
}

/** A ring of nodes, each joined with the next two. */
export const smallGraph = Array.from(
  { length: 24 },
  (_, at) => `n${at} n${(at + 1) % 24}\nn${at} n${(at + 2) % 24}\n`,
).join('');
