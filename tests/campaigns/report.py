"""Brings the table in docs/reliability.md up to date with what the campaigns recorded."""

from __future__ import annotations

from tests.campaigns.results import TOP, Result, recorded

PAGE = TOP / "docs/reliability.md"
_START, _END = "<!-- results -->", "<!-- end of results -->"
_HEAD = "| Figure | What | On | Target | Executed | Failed | Seconds | Commit | Command |"


def main() -> None:
    PAGE.write_text(with_table(PAGE.read_text(), recorded()))


def with_table(page: str, results: list[Result]) -> str:
    """The page with the table of these results in the place of the old one."""
    before, rest = page.split(_START)
    _, after = rest.split(_END)
    rule = "|---" * (_HEAD.count("|") - 1) + "|"
    table = "\n".join([_HEAD, rule, *(_row(result) for result in sorted(results, key=_order))])
    return f"{before}{_START}\n{table}\n{_END}{after}"


def _order(result: Result) -> tuple[str, int, str, str]:
    letter, number = result.figure[:1], result.figure[1:]
    return (letter, int(number) if number.isdigit() else 0, result.name, result.engine)


def _row(result: Result) -> str:
    details = ", ".join(f"{name} {value}" for name, value in result.details.items())
    cells = [
        result.figure,
        f"{result.name} ({details})" if details else result.name,
        result.engine or "both",
        result.target,
        f"{result.executed:,}",
        str(len(result.failures)),
        f"{result.seconds:,.0f}",
        f"`{result.commit}`",
        f"`{result.command}`",
    ]
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


if __name__ == "__main__":
    main()
