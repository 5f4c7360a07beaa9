/** At most three screens, each can be skipped, shown once on this device. */

import { useSignal } from "@preact/signals";
import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { OnceOnAnIPhone } from "./OnceOnAnIPhone.tsx";
import { recall, remember } from "./remember.ts";

const KEY = "vakwerk-onboarding";

export function Onboarding() {
  const step = useSignal(recall(KEY) === "done" ? -1 : 0);
  const screens = [
    {
      title: t("Schrijf op waarvoor je het deed"),
      text: t("Eerst de behoefte en je doel. Daarna wat je deed en wat het opleverde."),
    },
    {
      title: t("Alles blijft bewaard, ook zonder internet"),
      text: t("Je leest bij elke activiteit waar die staat. Versturen gaat vanzelf."),
    },
    {
      title: t("Jij kiest wat een ander leest"),
      text: t("Bewaren is voor jou alleen. Pas na versturen leest je begeleider mee."),
    },
  ];
  const screen = screens[step.value];
  if (!screen) return <OnceOnAnIPhone />;
  const finish = () => {
    remember(KEY, "done");
    step.value = -1;
  };
  const last = step.value === screens.length - 1;
  return (
    <section class="onboarding stack" aria-labelledby="onboarding" aria-live="polite">
      <p class="soft small">
        {t("{step} van {total}", { step: step.value + 1, total: screens.length })}
      </p>
      <h2 id="onboarding">{screen.title}</h2>
      <p class="lead">{screen.text}</p>
      <div class="row">
        <Button
          kind="main"
          onClick={() => {
            if (last) finish();
            else step.value += 1;
          }}
        >
          {last ? t("Beginnen") : t("Verder")}
        </Button>
        {!last && (
          <Button kind="quiet" onClick={finish}>
            {t("Overslaan")}
          </Button>
        )}
      </div>
    </section>
  );
}
