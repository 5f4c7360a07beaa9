import { useEffect, useState } from "preact/hooks";
import { serverNow } from "../../data/serverClock.ts";

const STEP = 15_000;

/** The present moment by the server's clock, looked at again every quarter of a minute. */
export function useNow(): Date {
  const [now, setNow] = useState(() => serverNow(new Date()));
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow(new Date())), STEP);
    return () => clearInterval(timer);
  }, []);
  return now;
}
