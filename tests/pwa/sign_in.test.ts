/** Somebody else at the same tab: nothing of whoever was there before is shown or kept as theirs. */

import { IDBFactory } from "fake-indexeddb";
import { h } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { json } from "./answers.ts";
import { FakeServer, STUDENT, SUPERVISOR } from "./fake_server.ts";
import { Screen } from "./screen.ts";

let screen: Screen;
let server: FakeServer;
/** Whom the browser's cookie belongs to, and whom the next code makes it. */
let cookie: string;
let next: string;
let listed: Promise<Response>;
let page: Awaited<ReturnType<typeof load>>;

beforeEach(async () => {
  screen = new Screen();
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("fetch", call);
  server = new FakeServer();
  next = SUPERVISOR;
  vi.resetModules();
  page = await load();
  await page.enterCode("123456", false);
});

afterEach(() => {
  screen.draw(null);
  page.account.peek()?.close();
});

async function load() {
  const [form, signing, live, students] = await Promise.all([
    import("@/screens/signin/CodeForm.tsx"),
    import("@/sync/signing.ts"),
    import("@/data/live.ts"),
    import("@/screens/coach/students.ts"),
  ]);
  return { ...form, ...signing, ...live, ...students };
}

async function call(input: string, init?: RequestInit): Promise<Response> {
  if (input === "/api/coach/students") return listed;
  if (input !== "/api/login") return server.fetchAs(cookie)(input, init);
  cookie = next;
  return json({ person_id: next });
}

function signIn(person: string): void {
  next = person;
  screen.draw(h(page.CodeForm, { sentTo: "", again: () => Promise.resolve(), to: "/beoordelen" }));
  screen.type("code", "123456");
}

test("another person's code loads the page anew", async () => {
  signIn(STUDENT);
  await vi.waitFor(() => expect(screen.field("code").value).toBe("123456"));
  screen.submit();
  await vi.waitFor(() => expect(location.replace).toHaveBeenCalledWith("/beoordelen"));
  expect(page.account.peek()?.personId).toBe(STUDENT);
});

test("one's own code goes on in the page as it is", async () => {
  signIn(SUPERVISOR);
  await vi.waitFor(() => expect(screen.field("code").value).toBe("123456"));
  screen.submit();
  await vi.waitFor(() =>
    expect(history.replaceState).toHaveBeenCalledWith(null, "", "/beoordelen"),
  );
  expect(location.replace).not.toHaveBeenCalled();
});

test("a list that was asked for by somebody else is not kept with whoever came in meanwhile", async () => {
  let answer = (_: Response) => {};
  listed = new Promise((resolve) => {
    answer = resolve;
  });
  const asked = page.askStudents();
  next = STUDENT;
  await page.enterCode("123456", false);
  answer(json({ students: [{ placement_id: "of the one before" }] }));
  await asked;
  expect(page.students.value).toBeNull();
  expect(await page.account.peek()?.store.getMeta("kept:coach_students")).toBeUndefined();
});
