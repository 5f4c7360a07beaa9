/** What is safe and what is not yet: counted, in words, with a button that says what it did. */

import cloudCheck from "lucide:cloud-check";
import cloudUpload from "lucide:cloud-upload";
import { farewells, sync } from "../../data/live.ts";
import { t, tn } from "../../i18n.ts";
import { formatInstant } from "../../parts/format.ts";
import { Icon } from "../../parts/Icon.tsx";
import { useLazy } from "./useLazy.ts";

const loadSendNow = () => import("./SendNow.tsx").then((it) => it.SendNow);

export function SaveLine() {
  const { waiting, photos, pdfs, refusedPhotos, held, concepts, writing, lastSent, problem } =
    sync.value;
  const counted = waiting + photos > 0;
  const here = held + concepts + farewells.value.length;
  const safe = !counted && !writing && here === 0 && problem !== "storage";
  const more = [
    refusedPhotos > 0 &&
      tn("{n} bestand niet aangekomen", "{n} bestanden niet aangekomen", refusedPhotos),
    concepts > 0 &&
      tn("{n} concept alleen op dit toestel", "{n} concepten alleen op dit toestel", concepts),
    held > 0 && tn("{n} tegengehouden", "{n} tegengehouden", held),
    lastSent && t("Laatst verstuurd: {moment}", { moment: formatInstant(lastSent) }),
  ];
  const [SendNow] = useLazy(counted ? "send" : "nothing", counted ? loadSendNow : null);
  return (
    <div class="save-line">
      <p class="save-line-words">
        <Icon of={safe ? cloudCheck : cloudUpload} />
        <span>
          {safe && refusedPhotos === 0 && t("Alles staat op de server")}
          {writing && !counted && t("Bezig met bewaren…")}
          {waiting > 0 && tn("{n} nog niet op de server", "{n} nog niet op de server", waiting)}
          {waiting > 0 && photos > 0 && " · "}
          {photos > 0 &&
            (pdfs > 0
              ? tn("{n} bestand wacht", "{n} bestanden wachten", photos)
              : tn("{n} foto wacht", "{n} foto's wachten", photos))}
          {more.map(
            (words) =>
              words && (
                <span key={words} class="save-line-more">
                  {words}
                </span>
              ),
          )}
        </span>
      </p>
      {typeof SendNow === "function" && <SendNow />}
    </div>
  );
}
