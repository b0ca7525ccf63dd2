import { expect, it } from 'vitest';
import { readKarateClub } from './karate-club.js';
import { learnClub, rightOnes } from './learn-club.js';

it('knows who is friends with whom in the karate club', () => {
  const { members, friendships, labels } = readKarateClub();
  expect([members.length, friendships.length, labels.items.length]).toEqual([34, 78, 34]);
  const ofHi = labels.items.filter(({ labels }) => labels[0] === 'Mr. Hi');
  expect(ofHi).toHaveLength(17);
});

it('learns to tell the factions of the karate club apart, and where its members stand', async () => {
  const club = await learnClub();
  expect(rightOnes(club)).toBeGreaterThanOrEqual(32);
  const xs = [0, 1].map((faction) =>
    club.members.filter((member) => member.faction === faction).map(({ at }) => at[0]),
  );
  const means = xs.map((all) => all.reduce((sum, x) => sum + x, 0) / all.length);
  expect(Math.abs(means[0]! - means[1]!)).toBeGreaterThan(0.4);
  for (const [a, b] of club.friendships) expect(a !== b && a < 34 && b < 34).toBe(true);
});
