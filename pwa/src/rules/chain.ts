/** Activities that follow from each other: "bijstellen" of one is the start of the next. */

interface Link {
  docId: string;
  /** The activity that this one follows from; "" when it began by itself. */
  follows: string;
}

/** From the first activity to the last one that followed from it; the earliest first. */
export function chainAround<Item extends Link>(docId: string, newestFirst: Item[]): Item[] {
  const byId = new Map(newestFirst.map((item) => [item.docId, item]));
  const oldestFirst = [...newestFirst].reverse();
  const chain: Item[] = [];
  const seen = new Set<string>();
  for (let at = byId.get(docId); at && !seen.has(at.docId); at = byId.get(at.follows)) {
    seen.add(at.docId);
    chain.unshift(at);
  }
  const follow = (id: string) => {
    for (const item of oldestFirst) {
      if (item.follows !== id || seen.has(item.docId)) continue;
      seen.add(item.docId);
      chain.push(item);
      follow(item.docId);
    }
  };
  follow(docId);
  return chain;
}
