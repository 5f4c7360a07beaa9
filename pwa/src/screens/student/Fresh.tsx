import { useEffect } from "preact/hooks";
import { navigate, query } from "../../router.ts";
import { newId } from "../../rules/uuid.ts";

export function FreshEntry() {
  return <Fresh under="/logboek" />;
}

export function FreshGoal() {
  return <Fresh under="/doelen" />;
}

/** A new document has its address before its first letter, so that a reload finds it again. */
function Fresh({ under }: { under: string }) {
  useEffect(() => {
    navigate(`${under}/${newId()}/bewerken${query.value}`, { replace: true });
  }, []);
  return null;
}
