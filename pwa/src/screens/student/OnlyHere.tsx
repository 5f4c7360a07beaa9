/** A form for one document, in one window at a time. */

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { takeTurn } from "../../data/editing.ts";
import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { Notice } from "../../parts/Notice.tsx";

interface Props {
  docId: string;
  /** What stands above the notice on a page of its own. */
  heading?: ComponentChildren;
  /** Called once it may write, so that it reads what another window left there. */
  children: () => ComponentChildren;
}

export function OnlyHere({ docId, heading, children }: Props) {
  const [turn, setTurn] = useState<"asked" | "ours" | "elsewhere">("asked");
  const [takeOver, setTakeOver] = useState(false);
  useEffect(() => {
    let left = false;
    let giveBack: (() => void) | null = null;
    const lost = () => {
      setTakeOver(false);
      setTurn("elsewhere");
    };
    void takeTurn(docId, takeOver, lost).then((given) => {
      if (left) return given?.();
      giveBack = given;
      setTurn(given ? "ours" : "elsewhere");
    });
    return () => {
      left = true;
      giveBack?.();
    };
  }, [docId, takeOver]);
  if (turn === "ours") return <>{children()}</>;
  if (turn === "asked") return null;
  return (
    <>
      {heading}
      <Notice title={t("Je schrijft hieraan in een ander venster")}>
        <p>{t("Ga daar verder, of neem het hier over. Wat je daar typte, blijft bewaard.")}</p>
        <p>
          <Button kind="main" disabled={takeOver} onClick={() => setTakeOver(true)}>
            {t("Hier verder schrijven")}
          </Button>
        </p>
      </Notice>
    </>
  );
}
