/** `<DownloadMine />`: everything of this account on this device as one file, also offline. */

import download from "lucide:download";
import { account } from "../../data/live.ts";
import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { showToast } from "../../parts/toasts.ts";
import { localDate } from "../../rules/dates.ts";

export function DownloadMine() {
  const save = async () => {
    const here = account.peek();
    if (!here) return;
    const { takeout } = await import("../../data/takeout.ts");
    const address = URL.createObjectURL(await takeout(here));
    const link = document.createElement("a");
    link.href = address;
    link.download = `vakwerk-${localDate(new Date())}.json`;
    link.click();
    // The browser needs the address until it has begun; a minute is ample.
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    showToast(t("De download is gemaakt."));
  };
  return (
    <Button icon={download} onClick={save}>
      {t("Download mijn gegevens")}
    </Button>
  );
}
