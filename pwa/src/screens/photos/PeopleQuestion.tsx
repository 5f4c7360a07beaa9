/**
 * Asked before a photo is kept: are there people on it who can be recognised? Whoever says yes gets
 * advice, and nothing is kept.
 */

import camera from "lucide:camera";
import { useEffect, useState } from "preact/hooks";
import type { ReadyFile } from "../../data/photos.ts";
import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { Dialog } from "../../parts/Dialog.tsx";
import { isPicture, isShowable } from "../../rules/files.ts";
import { formatSize } from "./photoWords.ts";

interface Props {
  files: ReadyFile[];
  onLeaveOut: (file: ReadyFile) => void;
  onAdd: () => void;
  /** Nothing is kept; another one can be chosen. */
  onOther: () => void;
  onClose: () => void;
}

export function PeopleQuestion({ files, onLeaveOut, onAdd, onOther, onClose }: Props) {
  const [recognised, setRecognised] = useState(false);
  const leaveOut = (file: ReadyFile) => {
    setRecognised(false);
    onLeaveOut(file);
  };
  return (
    <Dialog
      title={recognised ? t("Kies liever iets anders") : t("Staan er mensen herkenbaar op?")}
      onClose={onClose}
      actions={
        recognised ? (
          <Button kind="main" icon={camera} onClick={onOther}>
            {t("Iets anders kiezen")}
          </Button>
        ) : (
          <>
            <Button kind="main" onClick={onAdd}>
              {t("Nee, toevoegen")}
            </Button>
            <Button onClick={() => setRecognised(true)}>{t("Ja, of ik twijfel")}</Button>
          </>
        )
      }
    >
      <ul class="pictures pictures-small">
        {files.map((file, index) => (
          <li key={index}>
            <Preview file={file} />
            {files.length > 1 && (
              <Button kind="quiet" onClick={() => leaveOut(file)}>
                {t("Laat weg")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {recognised ? <Advice several={files.length > 1} /> : <WhatToLookAt files={files} />}
    </Dialog>
  );
}

function WhatToLookAt({ files }: { files: ReadyFile[] }) {
  return (
    <>
      <p>{t("Kijk naar gezichten, naamkaartjes, kentekens en schermen op de achtergrond.")}</p>
      {files.some(({ media_type }) => !isPicture(media_type)) && (
        <p>{t("Lees een pdf ook na op namen en adressen.")}</p>
      )}
      {files.some(({ media_type }) => media_type === "image/heic") && (
        <p class="soft">
          {t("Dit toestel kan deze foto niet laten zien. De server zet hem om.")}{" "}
          {t("Waar en wanneer hij is gemaakt, haalt de server eruit.")}
        </p>
      )}
    </>
  );
}

function Advice({ several }: { several: boolean }) {
  return (
    <div aria-live="polite" class="stack stack-tight">
      <p>{t("Wie op je foto staat, kan daar later niets meer over zeggen.")}</p>
      <ul>
        <li>{t("Fotografeer handen, spullen of het resultaat.")}</li>
        <li>{t("Ga achter de mensen staan, of verder weg.")}</li>
        <li>{t("Of beschrijf in je tekst wat je zag.")}</li>
      </ul>
      {several && <p>{t("Gaat het om één foto? Laat die dan weg.")}</p>}
    </div>
  );
}

function Preview({ file }: { file: ReadyFile }) {
  const [src, setSrc] = useState("");
  useEffect(() => {
    if (!isShowable(file.media_type)) return;
    const address = URL.createObjectURL(new Blob([file.bytes], { type: file.media_type }));
    setSrc(address);
    return () => URL.revokeObjectURL(address);
  }, [file]);
  if (isShowable(file.media_type)) {
    return <img class="picture" src={src || undefined} alt={t("Gekozen foto")} />;
  }
  return (
    <span class="picture-missing">
      {file.name ?? t("Foto van een iPhone")} <span>{formatSize(file.bytes.byteLength)}</span>
    </span>
  );
}
