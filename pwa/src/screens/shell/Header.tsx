/** On every page: the name, what is safe, the other language, and the way to one's own data. */

import { session } from "../../data/live.ts";
import { locale, setLocale, t } from "../../i18n.ts";
import { Wordmark } from "../../parts/Motif.tsx";
import { path } from "../../router.ts";
import { call } from "../../sync/session.ts";
import { homeOf, roleFor, roleLabel, switchable } from "./roles.ts";
import { SaveLine } from "./SaveLine.tsx";

export function Header() {
  return (
    <header class="shell-header">
      <Wordmark />
      {session.value && <SaveLine />}
      <nav class="shell-links" aria-label={t("Taal, rol en gegevens")}>
        <RoleLinks />
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

function RoleLinks() {
  const roles = session.value?.me.roles ?? [];
  const choices = switchable(roles);
  if (choices.length < 2) return null;
  const current = roleFor(path.value, roles);
  return (
    <>
      {choices.map((role) => (
        <a
          key={role}
          href={homeOf(role)}
          aria-current={current && homeOf(current) === homeOf(role) ? "true" : undefined}
        >
          {roleLabel(role)}
        </a>
      ))}
    </>
  );
}

/** Named in the language that it leads to. */
function LanguageSwitch() {
  const other = locale.value === "nl" ? "en" : "nl";
  const choose = async () => {
    await setLocale(other);
    // Mails and PDFs follow; without a network the screen alone has changed.
    await call("POST", "/api/locale", { locale: other }).catch(() => {});
  };
  return (
    <button type="button" class="button button-quiet" lang={other} onClick={choose}>
      {other === "en" ? "English" : "Nederlands"}
    </button>
  );
}
