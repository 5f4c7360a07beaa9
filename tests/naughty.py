"""What no decent phone sends, made for this purpose: for every field of every call."""

from __future__ import annotations

from typing import Any

STRINGS: dict[str, str] = {
    "empty": "",
    "blank": " \t\r\n",
    "NUL": "a\x00b",
    "half a pair, high": "a\ud800b",
    "half a pair, low": "\udfff",
    "the pair the wrong way round": "\udc00\ud800",
    "controls": "".join(map(chr, range(1, 32))) + "\x7f\x85",
    "bidi": "\u202etxt.exe\u202c \u2066\u2067\u2068\u2069\u200f\u061c",
    "nothing to see": "\u200b\u200c\u200d\ufeff\u2060\u00ad\u180e",
    "not NFC": "e\u0301e\u0301",
    "stacked": "Z" + "\u0300\u0316\u0320" * 200,
    "one letter that is many": "\ufdfa\u0130\u1e9e\ufb03" * 50,
    "emoji": "👩🏽‍👩🏽‍👧🏽‍👦🏽🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "noncharacters": "\ufffe\uffff\U0010ffff",
    "other digits": "١٢٣४५६１２３𝟏𝟐𝟑",
    "format": "%s%n%x {0} {a.__class__} ${jndi:ldap://127.0.0.1/a} {{7*7}} #{1}",
    "SQL": "'; DROP TABLE person; -- \" OR 1=1 /* \\' ? $1 :x",
    "LIKE": "%_\\%",
    "markup": "<script>alert(1)</script><!--]]>&lt;&#0;<svg onload=x>",
    "a path": "../../../../etc/passwd\\..\\..",
    "a header": "x\r\nSet-Cookie: session=1\r\n\r\n<p>",
    "a sum": '=HYPERLINK("http://127.0.0.1","x")',
    "a date that is none": "2026-02-30",
    "the last day": "9999-12-31",
    "before the first": "0000-00-00",
    "another calendar": "+275760-09-13T00:00:00Z",
    "a number": "1e999",
    "NaN": "NaN",
    "an id of zeros": "00000000-0000-0000-0000-000000000000",
    "an id in capitals": "01A20FF6-C522-7A3A-8F3A-0123456789AB",
    "two addresses": "samira@example.org,dario@example.org",
    "a line in an address": "samira@example.org\nBcc: x@example.org",
    "long": "é" * 20_000,
    "a million": "a" * 1_000_000,
}
VALUES: dict[str, Any] = {
    "null": None,
    "true": True,
    "zero": 0,
    "minus": -1,
    "a fraction": 0.1,
    "minus zero": -0.0,
    "two to the 53rd": 2**53,
    "two to the 63rd": 2**63,
    "a huge number": 10**400,
    "a huge fraction": 1e308,
    "a list": [],
    "a list of lists": [[[]], [None, {}]],
    "many": [1] * 20_000,
    "an object": {},
    "an odd object": {"": {"\x00": "\ud800", "__proto__": {"constructor": 1}, "$ne": None}},
    **STRINGS,
}


def deep(levels: int) -> Any:
    """A list in a list in a list …"""
    value: Any = []
    for _ in range(levels):
        value = [value]
    return value


# What json.dumps cannot write: each with `%s` where an honest body's fields go on.
RAW: dict[str, str] = {
    "NaN": '{"a": NaN, %s}',
    "Infinity": '{"a": -Infinity, %s}',
    "a number too large": '{"a": 1e99999, %s}',
    "a number too long": '{"a": ' + "9" * 5_000 + ", %s}",
    "deep": '{"a": ' + "[" * 30_000 + "]" * 30_000 + ", %s}",
    "deep objects": '{"a": ' + '{"a":' * 5_000 + "1" + "}" * 5_000 + ", %s}",
    "a byte order mark": "\ufeff{%s}",
    "twice": "{%s}{%s}",
    "a comment": "{%s /* x */}",
    "single quotes": "{'a': 1, %s}",
    "cut off": '{%s, "a": "',
}
