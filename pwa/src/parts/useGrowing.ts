import { useEffect, useState } from "preact/hooks";

/** As many as a phone's screen may show, and as many as one frame may draw. */
const FIRST = 5;
const STEP = 10;

/**
 * How much of a long list to draw: what is seen at once, then the rest, a piece a frame, while
 * nobody waits for it. `whole` is how much there is to draw.
 */
export function useGrowing(whole: number): number {
  const [drawn, setDrawn] = useState(FIRST);
  const left = whole > drawn;
  useEffect(() => {
    if (!left) return;
    const timer = setTimeout(() => setDrawn(drawn + STEP));
    return () => clearTimeout(timer);
  }, [drawn, left]);
  return Math.min(drawn, whole);
}
