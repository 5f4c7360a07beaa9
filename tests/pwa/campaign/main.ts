/** `node main.ts ADDRESS FIRST COUNT [trace]`: one line of JSON a schedule on standard output. */

import "fake-indexeddb/auto";
import { watchEveryWrite } from "./device.ts";
import { ownChanceAndTime, Random } from "./random.ts";
import { Schedule } from "./schedule.ts";
import { Stage } from "./stage.ts";

const [address = "", first = "0", count = "1", trace = ""] = process.argv.slice(2);
const stage = new Stage(address);
const use = ownChanceAndTime();
watchEveryWrite();
const ourselves: string[] = [];
process.on("unhandledRejection", (error) => {
  // A device that lost its power is not there to look at its transactions.
  if (error instanceof DOMException && error.name === "AbortError") return;
  ourselves.push(`unhandled: ${error instanceof Error ? error.stack : error}`);
});
for (let seed = Number(first); seed < Number(first) + Number(count); seed += 1) {
  const random = new Random(seed);
  use(random);
  const note = trace ? (line: string) => console.error(line) : () => {};
  const result = await new Schedule(seed, stage, random, note).run();
  result.broken.push(...ourselves.splice(0));
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
// Promises of devices that lost their power wait for ever.
process.exit(0);
