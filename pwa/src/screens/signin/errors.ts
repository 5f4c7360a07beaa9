import { t } from "../../i18n.ts";
import { CallProblem } from "../../sync/api.ts";

/** What went wrong, and what to do now. */
export function callError(error: unknown): string {
  if (!(error instanceof CallProblem)) throw error;
  switch (error.code) {
    case "wrong_code":
      return t("Deze code klopt niet. Kijk in de nieuwste mail en typ de zes cijfers over.");
    case "code_expired":
      return t("Deze code werkt niet meer. Vraag een nieuwe code aan.");
    case "too_many_requests":
      return t("Dat was te vaak achter elkaar. Wacht even en probeer het opnieuw.");
  }
  if (error.problem === "offline") {
    return t("Er is geen verbinding. Probeer het opnieuw als er internet is.");
  }
  return t("De server kan dit nu niet doen. Probeer het over een minuut opnieuw.");
}
