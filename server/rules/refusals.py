"""Everything Vakwerk can say no with.

A refusal is raised where the rule lives; only `server.web.errors` turns it into a status code.
`code` is stable and part of the API; `sentence` is a Dutch msgid that tells a person what to do.
"""

from __future__ import annotations

from typing import Any, ClassVar


def mark(msgid: str) -> str:
    """Marks a sentence for the catalogue; it is translated where the reader's language is known."""
    return msgid


class Refusal(Exception):
    code: ClassVar[str] = "refused"
    sentence: ClassVar[str] = mark("Dit kan nu niet. Ga terug en probeer het opnieuw.")

    def __init__(self, **details: Any) -> None:
        super().__init__(self.code)
        self.details = details


class NotFound(Refusal):
    code = "not_found"
    sentence = mark("Dit bestaat niet, of het is niet voor u bestemd.")


class NotSignedIn(Refusal):
    code = "not_signed_in"
    sentence = mark("Log eerst in. Wat op dit toestel staat, blijft bewaard.")


class NotAllowed(Refusal):
    code = "not_allowed"
    sentence = mark("U mag dit niet doen. Vraag het aan de stagecoördinator.")


class CrossSite(Refusal):
    code = "cross_site"
    sentence = mark(
        "Deze vraag kwam van een andere site. Open Vakwerk zelf en probeer het opnieuw."
    )


class BadRequest(Refusal):
    code = "bad_request"
    sentence = mark("Vakwerk begrijpt deze vraag niet. Laad de pagina opnieuw.")


class TooLarge(Refusal):
    code = "too_large"
    sentence = mark("Dit is te groot om in één keer te versturen. Het blijft op dit toestel staan.")


class TooMany(Refusal):
    code = "too_many_requests"
    sentence = mark("Dat was te vaak achter elkaar. Wacht even en probeer het opnieuw.")


class WrongCode(Refusal):
    code = "wrong_code"
    sentence = mark("Deze code klopt niet. Kijk in de nieuwste mail en typ de zes cijfers over.")


class CodeExpired(Refusal):
    code = "code_expired"
    sentence = mark("Deze code werkt niet meer. Vraag een nieuwe code aan.")


class LinkExpired(Refusal):
    code = "link_expired"
    sentence = mark("Deze link werkt niet meer. Vraag een nieuwe link aan.")


class OutdatedClient(Refusal):
    code = "outdated_client"
    sentence = mark("Deze versie van de app is te oud. Werk de app bij; uw tekst blijft bewaard.")


class Overloaded(Refusal):
    code = "overloaded"
    sentence = mark("Het is nu erg druk. Vakwerk probeert het zo opnieuw.")


class StorageFull(Refusal):
    code = "storage_full"
    sentence = mark("De opslag van de server is vol. Uw tekst blijft op dit toestel staan.")


class PlanChanged(Refusal):
    code = "plan_changed"
    sentence = mark("De gegevens zijn veranderd sinds het voorbeeld. Bekijk het voorbeeld opnieuw.")


class ImportProblems(Refusal):
    code = "import_problems"
    sentence = mark(
        "In het bestand staan fouten. Er is niets veranderd. Verbeter de regels hieronder."
    )


class InvalidFields(Refusal):
    code = "invalid_fields"
    sentence = mark("Niet alles is goed ingevuld. Verbeter de velden hieronder.")
    of_a_field: ClassVar[str] = mark("Dit veld is niet goed ingevuld. Verbeter het.")

    @classmethod
    def one(cls, field: str) -> InvalidFields:
        return cls(fields=[{"field": field, "code": "invalid", "message": cls.of_a_field}])
