/** The whole app: signed in or not, the header, and the page of the role that owns the address. */

import type { ComponentChildren, ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { forgetReading, session } from "../../data/live.ts";
import { t } from "../../i18n.ts";
import { announcement, useStanding } from "../../page.ts";
import { Button } from "../../parts/Button.tsx";
import { Code } from "../../parts/Code.tsx";
import { lazy } from "../../parts/lazy.tsx";
import { PageHeading } from "../../parts/PageHeading.tsx";
import { TabBar } from "../../parts/TabBar.tsx";
import { Toasts } from "../../parts/Toasts.tsx";
import { match, navigate, path } from "../../router.ts";
import { phase } from "../../sync/session.ts";
import type { Role } from "../../types.ts";
import type { RoleScreens } from "../pages.ts";
import { Banners, OtherWindow } from "./Banners.tsx";
import { Header } from "./Header.tsx";
import { homeOf, loadRole, rememberRole, roleFor } from "./roles.ts";
import { Safe } from "./Safe.tsx";
import { useLazy } from "./useLazy.ts";

const loadInvitation = () => import("../signin/Invitation.tsx").then((it) => it.Invitation);
const loadSignIn = () => import("../signin/SignIn.tsx").then((it) => it.SignIn);
const loadUnreachable = () => import("./Stuck.tsx").then((it) => it.Unreachable);
const loadNoStorage = () => import("./Stuck.tsx").then((it) => it.NoStorage);
const NotFound = lazy(() => import("./Stuck.tsx").then((it) => it.NotFound));
const MePage = lazy(() => import("./MePage.tsx").then((it) => it.MePage));

export function App() {
  return (
    <>
      <a class="skip-link" href="#inhoud">
        {t("Naar de inhoud")}
      </a>
      <Safe>
        <Screen />
      </Safe>
      <Toasts />
      <p class="visually-hidden" aria-live="polite">
        {announcement.value}
      </p>
    </>
  );
}

function Screen() {
  const here = path.value;
  if (here === "/uitnodiging") return <Outside name="invitation" load={loadInvitation} />;
  if (here === "/inloggen") return <Outside name="sign-in" load={loadSignIn} />;
  switch (phase.value) {
    case "starting":
      return null;
    case "ready":
      return session.value ? <SignedIn roles={session.value.me.roles} /> : <NoAnswer />;
    case "signed_out":
      return <ToSignIn />;
    case "unreachable":
      return <NoAnswer />;
    case "storage":
      return <Outside name="storage" load={loadNoStorage} />;
    case "blocked":
      return <Frame bare>{<OtherWindow />}</Frame>;
  }
}

function SignedIn({ roles }: { roles: Role[] }) {
  const here = path.value;
  const role = roleFor(here, roles);
  const [screens, retry] = useLazy(role ?? "nobody", role ? () => loadRole(role) : null);
  useEffect(() => {
    if (role) rememberRole(role);
    if (role && here === "/") navigate(homeOf(role), { replace: true });
  }, [role, here]);
  useEffect(forgetReading, [here]);
  // Fetched while there is a network, so that writing works without one.
  useEffect(() => {
    if (typeof screens === "object") void import("../../data/acting.ts").catch(() => {});
  }, [screens]);
  if (screens === "failed") return <Frame bare>{<NotLoaded retry={retry} />}</Frame>;
  if (screens === "loading" && role) return <Frame bare>{null}</Frame>;
  const loaded = screens === "loading" ? null : screens;
  return (
    <Frame tabs={loaded}>
      <RolePage screens={loaded} here={here} />
    </Frame>
  );
}

function RolePage({ screens, here }: { screens: RoleScreens | null; here: string }) {
  for (const [pattern, Component] of screens?.pages ?? []) {
    const params = match(pattern, here);
    // The address is the key: another document is another page, never the same form refilled.
    if (params)
      return (
        <Safe key={here}>
          <Component {...params} />
        </Safe>
      );
  }
  if (here === "/ik") return <MePage />;
  return here === "/" && screens ? null : <NotFound />;
}

interface FrameProps {
  tabs?: RoleScreens | null | undefined;
  bare?: boolean;
  children: ComponentChildren;
}

export function Frame({ tabs, bare = false, children }: FrameProps) {
  useStanding(children !== null);
  const items = tabs?.tabs() ?? [];
  const classes = ["shell", bare && "shell-bare", items.length > 0 && "shell-with-rail"];
  return (
    <div class={classes.filter(Boolean).join(" ")}>
      <Header />
      {items.length > 0 && <TabBar items={items} />}
      <main class="shell-main" id="inhoud" tabIndex={-1}>
        <Banners />
        {children}
      </main>
    </div>
  );
}

function NoAnswer() {
  return <Outside name="unreachable" load={loadUnreachable} />;
}

/** What only those need who are not signed in, or cannot go on. */
function Outside({ name, load }: { name: string; load: () => Promise<ComponentType> }) {
  const [Page, retry] = useLazy(name, load);
  if (Page === "loading") return <Frame bare>{null}</Frame>;
  return <Frame bare>{Page === "failed" ? <NotLoaded retry={retry} /> : <Page />}</Frame>;
}

/** Comes back to this page after the code. */
function ToSignIn() {
  useEffect(() => {
    const back = location.pathname === "/" ? "" : `?terug=${encodeURIComponent(location.pathname)}`;
    navigate(`/inloggen${back}`, { replace: true });
  }, []);
  return null;
}

function NotLoaded({ retry }: { retry: () => void }) {
  return (
    <div class="stack">
      <PageHeading title={t("Deze pagina kon niet laden")} />
      <p>{t("Er is even geen verbinding. Wat op dit toestel staat, blijft bewaard.")}</p>
      <p>
        <Button kind="main" onClick={retry}>
          {t("Opnieuw proberen")}
        </Button>
      </p>
      <Code of="not-loaded" />
    </div>
  );
}
