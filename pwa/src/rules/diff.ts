/** Which words two texts do not share, so that a reader can see where they part. */

export interface Piece {
  text: string;
  same: boolean;
}

const MOST_WORDS = 1200;

/** The pieces of `text`, marked where `other` does not have them. Spaces stay with their word. */
export function marked(text: string, other: string): Piece[] {
  const words = text.match(/\S+\s*/g) ?? [];
  const others = (other.match(/\S+/g) ?? []) as string[];
  if (words.length > MOST_WORDS || others.length > MOST_WORDS) return [{ text, same: false }];
  const shared = longestShared(
    words.map((word) => word.trim()),
    others,
  );
  const pieces: Piece[] = [];
  words.forEach((word, index) => {
    const same = shared.has(index);
    const last = pieces.at(-1);
    if (last?.same === same) last.text += word;
    else pieces.push({ text: word, same });
  });
  return pieces;
}

/** Places in `a` that belong to the longest row of words that `b` has in the same order. */
function longestShared(a: string[], b: string[]): Set<number> {
  const width = b.length + 1;
  const length = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => length[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      length[i * width + j] =
        a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const shared = new Set<number>();
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      shared.add(i);
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return shared;
}
