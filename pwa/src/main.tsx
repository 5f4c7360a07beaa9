import { render } from "preact";
import { chosenLocale, setLocale } from "./i18n.ts";
import { firstScreen } from "./page.ts";
import { startRouter } from "./router.ts";
import { App } from "./screens/shell/App.tsx";
import "./styles/index.css";
import { boot, listen } from "./sync/session.ts";

async function start(): Promise<void> {
  startRouter();
  listen();
  const chosen = chosenLocale();
  // Without its catalogue the app speaks Dutch.
  if (chosen) await setLocale(chosen).catch(() => {});
  const root = document.getElementById("app");
  if (root) render(<App />, root);
  await boot();
}

void start();
void firstScreen.then(() => import("./install.ts")).catch(() => {});
if (import.meta.env.PROD) {
  void firstScreen
    .then(() => import("./update.ts"))
    .then(({ registerWorker }) => registerWorker())
    .catch(() => {});
}
