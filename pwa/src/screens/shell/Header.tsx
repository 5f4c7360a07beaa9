/** On every page: the name, what is safe, the other language, and the way to one's own data. */

import { session } from "../../data/live.ts";
import { type Locale, locale, setLocale, t } from "../../i18n.ts";
import { lazy } from "../../parts/lazy.tsx";
import { Wordmark } from "../../parts/Wordmark.tsx";
import { path } from "../../router.ts";
import { knownRoles } from "./roles.ts";
import { SaveLine } from "./SaveLine.tsx";

const RoleLinks = lazy(() => import("./RoleLinks.tsx").then((it) => it.RoleLinks));

export function Header() {
  const roles = knownRoles(session.value?.me.roles ?? []);
  return (
    <header class="shell-header">
      <Wordmark />
      {session.value && <SaveLine />}
      <nav class="shell-links" aria-label={t("Taal, rol en gegevens")}>
        {roles.length > 1 && <RoleLinks roles={roles} />}
        <LanguageSwitch />
        {session.value && (
          <a href="/ik" aria-current={path.value === "/ik" ? "page" : undefined}>
            {session.value.me.person.given_name || t("Ik")}
          </a>
        )}
      </nav>
    </header>
  );
}

async function tellServer(wanted: Locale): Promise<void> {
  const { call } = await import("../../sync/server.ts");
  await call("POST", "/api/locale", { locale: wanted });
}

/** Named in the language that it leads to. */
function LanguageSwitch() {
  const other = locale.value === "nl" ? "en" : "nl";
  const choose = async () => {
    await setLocale(other);
    // Mails and PDFs follow; without a network the screen alone has changed.
    await tellServer(other).catch(() => {});
  };
  return (
    <button type="button" class="button button-quiet" lang={other} onClick={choose}>
      {other === "en" ? "English" : "Nederlands"}
    </button>
  );
}
