/** `const Page = lazy(() => import("./Page.tsx").then((module) => module.Page))`. */

import { type ComponentType, createElement } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n.ts";
import { Button } from "./Button.tsx";
import { Code } from "./Code.tsx";
import { Notice } from "./Notice.tsx";

export function lazy<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let loaded: ComponentType<Props> | null = null;
  return function Lazy(props: Props) {
    const [, setReady] = useState(loaded !== null);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (loaded) return;
      load().then(
        (component) => {
          loaded = component;
          setReady(true);
        },
        () => setFailed(true),
      );
    }, []);
    if (loaded) return createElement(loaded, props);
    return failed ? <NotLoaded /> : null;
  };
}

/** A page that was never fetched, while there is no network. */
function NotLoaded() {
  return (
    <Notice tone="attention" title={t("Deze pagina kon niet laden")}>
      <p>{t("Er is even geen verbinding. Wat op dit toestel staat, blijft bewaard.")}</p>
      <div>
        <Button onClick={() => location.reload()}>{t("Opnieuw proberen")}</Button>
      </div>
      <Code of="not-loaded" />
    </Notice>
  );
}
