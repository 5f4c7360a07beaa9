"""Random schedules against the real services and a real database (R1).

`plan` draws what happens, `play` lets it happen, `phone` is a small model of the phone that knows
the protocol and nothing of the shipped code, `house` is the server with its faults, `invariants`
says what must be true. `python -m tests.campaigns.schedules --help`.
"""
