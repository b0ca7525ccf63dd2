import { type ClubData, rightOnes } from '../club/learn-club.js';
import { type Html, html } from './html.js';

const size = { width: 720, height: 460 };
const margin = 34;
const radius = 13;

/** The karate club: friendships as lines, factions as colours and shapes. */
export function renderClub(club: ClubData): Html {
  const { members, friendships, factions, folds, dimensions } = club;
  const right = rightOnes(club);
  const places = members.map(({ at: [x, y] }) => ({
    x: round(margin + x * (size.width - 2 * margin)),
    y: round(margin + y * (size.height - 2 * margin)),
  }));
  const wrong = members.filter(({ isRight }) => !isRight).map(({ name }) => name);
  const label =
    `${members.length} members of a karate club and their ${friendships.length} friendships. ` +
    `The vectors of members of one faction stand together.`;
  return html`<section aria-labelledby="club-title" class="club">
<h2 id="club-title">Who would side with whom</h2>
<div class="columns">
<figure>
<svg class="club-graph" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${label}">
<g class="friendships">${friendships.map(([a, b]) => {
    const [from, to] = [places[a]!, places[b]!];
    return html`<line x1="${from.x}" y1="${from.y}" x2="${to.x}" y2="${to.y}"/>`;
  })}</g>
${members.map(
  ({ name, faction, isRight }, at) =>
    html`<g class="member faction-${faction}${isRight ? '' : ' wrong'}" transform="translate(${places[at]!.x} ${places[at]!.y})">${shapeOf(faction)}<text>${name}</text></g>`,
)}
</svg>
<figcaption class="factions">${factions.map(
    (faction, at) =>
      html`<span class="member faction-${at}"><svg viewBox="-15 -15 30 30" aria-hidden="true">${shapeOf(at)}</svg>${faction}</span>`,
  )}</figcaption>
</figure>
<div>
<p>In 1977 Wayne Zachary wrote down who of ${members.length} members of a karate club met whom outside of it.
Then the club split, over a quarrel between its teacher and its president. Node2Vec walked along the
${friendships.length} friendships, and turned each member into ${dimensions} numbers; nobody told it of the quarrel.</p>
<p>From these numbers, a linear probe that is told the side of ${members.length - members.length / folds} members
says which side the other two took: it is right for <strong>${right} of ${members.length}</strong>${
    wrong.length > 0 ? html`, and wrong for ${wrong.join(', ')} (dashed)` : html``
  }.</p>
<pre tabindex="0"><code>const { vectors } = await trainNode2Vec(
  karateClub(UndirectedGraph), { dimensions: 64, window: 10 });</code></pre>
</div>
</div>
</section>`;
}

/** Of another shape as well, for whoever does not tell the colours apart. */
function shapeOf(faction: number): Html {
  const side = radius * 1.75;
  return faction === 0
    ? html`<circle r="${radius}"/>`
    : html`<rect x="${-side / 2}" y="${-side / 2}" width="${side}" height="${side}" rx="3"/>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
