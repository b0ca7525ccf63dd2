import { escapeHtml } from '@tovec/core';
import type { SheetGroup, SheetNeighbor } from './contact-sheet.js';
import type { Thumbnail } from './thumbnails.js';

export interface Sheet {
  readonly title: string;
  readonly summary: readonly string[];
  readonly groups: readonly SheetGroup[];
  readonly thumbnails: ReadonlyMap<string, Thumbnail>;
}

/** The heading of a sheet and its groups. */
export function renderSheet({ title, summary, groups, thumbnails }: Sheet): string {
  // Where a picture has neighbours of its own: others lead there.
  const places = new Map(groups.map(({ item }, at) => [item, `g${at + 1}`]));
  const frames: Frames = { thumbnails, places };
  return [
    `<header><h1>${escapeHtml(title)}</h1>`,
    ...summary.map((line) => `<p>${escapeHtml(line)}</p>`),
    '</header>',
    ...groups.map((group) => renderGroup(group, frames)),
  ].join('\n');
}

interface Frames {
  readonly thumbnails: Sheet['thumbnails'];
  readonly places: ReadonlyMap<string, string>;
}

function renderGroup({ item, others }: SheetGroup, frames: Frames): string {
  const place = frames.places.get(item)!;
  return (
    `<section id="${place}">` +
    `<div class="lead">${renderPicture(item, frames)}<h2>${nameHtml(item)}</h2></div>` +
    `<ol>${others.map((other) => renderNeighbor(other, frames)).join('')}</ol></section>`
  );
}

function renderNeighbor({ item, score }: SheetNeighbor, frames: Frames): string {
  const place = frames.places.get(item);
  const picture = renderPicture(item, frames);
  const framed =
    place === undefined
      ? picture
      : `<a href="#${place}" title="Show what is like ${escapeHtml(item)}">${picture}</a>`;
  return `<li>${framed}<b>${score.toFixed(3)}</b><span class="name">${nameHtml(item)}</span></li>`;
}

function renderPicture(item: string, { thumbnails }: Frames): string {
  const { index, reason, isTransparent } = thumbnails.get(item)!;
  const name = escapeHtml(item);
  if (reason === undefined) {
    const classes = `p p${index}${isTransparent ? ' glass' : ''}`;
    return `<i class="${classes}" role="img" aria-label="${name}"></i>`;
  }
  return (
    `<i class="p none" role="img" aria-label="${name}, which cannot be shown" ` +
    `title="${escapeHtml(reason)}">not readable</i>`
  );
}

/** A name of which the folder is less to be seen, and breaks first. */
function nameHtml(item: string): string {
  const cut = item.lastIndexOf('/') + 1;
  const folder = cut === 0 ? '' : `<small>${escapeHtml(item.slice(0, cut))}</small><wbr>`;
  return `${folder}${escapeHtml(item.slice(cut))}`;
}
