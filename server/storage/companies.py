"""Which training company of a school is meant by a name and a LeerbedrijfID."""

from __future__ import annotations

from server.rules.ids import new_id
from server.storage.schooling import TrainingCompany


class Companies:
    """Those of one school and those that come: nothing is written down before `save`.

    A LeerbedrijfID decides. Without one it is the first of that name. A company that has none
    yet gets the first that comes with its name.
    """

    def __init__(self, school_id: str, known: list[TrainingCompany]) -> None:
        self._school_id = school_id
        self._by_id: dict[str, TrainingCompany] = {}
        self._by_name: dict[str, list[TrainingCompany]] = {}
        self._changed: dict[str, TrainingCompany] = {}
        for company in known:
            self._by_name.setdefault(company.name, []).append(company)
            if company.company_id:
                self._by_id.setdefault(company.company_id, company)

    def meant(self, name: str, company_id: str, city: str) -> TrainingCompany:
        named = self._by_name.setdefault(name, [])
        possible = (one for one in named if not company_id or not one.company_id)
        found = self._by_id.get(company_id) or next(possible, None)
        if found is None:
            found = TrainingCompany(id=new_id(), school_id=self._school_id, name=name, city=city)
            named.append(found)
            self._changed[found.id] = found
        if company_id and not found.company_id:
            found.company_id = company_id
            self._by_id[company_id] = found
            self._changed[found.id] = found
        return found

    async def save(self) -> None:
        for company in self._changed.values():
            await company.save()
        self._changed.clear()


async def companies_of(school_id: str) -> Companies:
    """Read under the school's lock by whoever saves them."""
    known = await TrainingCompany.filter(school_id=school_id).order_by("id")
    return Companies(school_id, known)
