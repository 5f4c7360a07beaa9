import { useEffect, useState } from "preact/hooks";

type Loaded<Value> = Value | "loading" | "failed";

/** Fetches a part of the app when it is needed; the second value tries again. */
export function useLazy<Value extends object>(
  key: string,
  load: (() => Promise<Value>) | null,
): [Loaded<Value>, () => void] {
  const [state, setState] = useState<{ key: string; value: Loaded<Value> }>({
    key: "",
    value: "loading",
  });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let current = true;
    const settle = (value: Loaded<Value>) => {
      if (current) setState({ key, value });
    };
    settle("loading");
    load?.().then(settle, () => settle("failed"));
    return () => {
      current = false;
    };
  }, [key, attempt]);
  const value = state.key === key ? state.value : "loading";
  return [value, () => setAttempt(attempt + 1)];
}
