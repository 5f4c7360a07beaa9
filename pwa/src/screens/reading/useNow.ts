import { useEffect, useState } from "preact/hooks";

const STEP = 15_000;

/** The present moment, looked at again every quarter of a minute. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), STEP);
    return () => clearInterval(timer);
  }, []);
  return now;
}
