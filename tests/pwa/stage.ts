/** Before each test of a file that imports this: an empty server, and Samira's phone. */

import { beforeEach } from "vitest";
import { FakeServer, STUDENT } from "./fake_server.ts";
import { Phone } from "./phone.ts";

export let server: FakeServer;
export let phone: Phone;
/** What `phone` is called; the same name opens the same phone again. */
export let device = "";
let devices = 0;

beforeEach(async () => {
  server = new FakeServer();
  device = `device-${devices + 1}`;
  phone = await openPhone();
});

/** One that was never used before. */
export function openPhone(person = STUDENT): Promise<Phone> {
  devices += 1;
  return Phone.open(server, person, `device-${devices}`);
}
