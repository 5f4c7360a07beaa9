"""The URL map: every address this server answers, one block a feature.

To add one, write the endpoint in web/<feature>.py with `@endpoint(...)` and name it here.
"""

from __future__ import annotations

from starlette.routing import Route

from server.web import (
    accounts,
    blobs,
    coach,
    demo_mail,
    erasure,
    health,
    i18n,
    invitations,
    openapi,
    pages,
    portfolio,
    pwa,
    school,
    school_import,
    sync,
)
from server.web.endpoints import Handler


def get(path: str, handler: Handler) -> Route:
    return Route(path, handler, methods=["GET"])


def post(path: str, handler: Handler) -> Route:
    return Route(path, handler, methods=["POST"])


def put(path: str, handler: Handler) -> Route:
    return Route(path, handler, methods=["PUT"])


def delete(path: str, handler: Handler) -> Route:
    return Route(path, handler, methods=["DELETE"])


# The addresses of the app's own screens: a reload there must give the app, not a 404.
_SCREENS = (
    "/",
    "/inloggen",
    "/uitnodiging",
    "/logboek",
    "/logboek/{rest:path}",
    "/doelen",
    "/doelen/{rest:path}",
    "/ik",
    "/beoordelen",
    "/beoordelen/{rest:path}",
    "/studenten",
    "/studenten/{rest:path}",
    "/school",
    "/school/{rest:path}",
)

ROUTES = [
    # health, and the description of the API
    get("/healthz", health.alive),
    get("/readyz", health.ready),
    get("/api/openapi.json", openapi.document),
    # getting in
    post("/api/login/code", accounts.ask_for_code),
    post("/api/login", accounts.sign_in),
    post("/api/logout", accounts.sign_out),
    get("/api/me", accounts.me),
    get("/api/sessions", accounts.sessions),
    delete("/api/sessions/{session_id}", accounts.revoke_session),
    post("/api/invitation/code", invitations.ask_for_code),
    post("/api/invitation/renew", invitations.renew),
    # the logbook: what phones send and fetch
    post("/api/sync/push", sync.push),
    post("/api/sync/facts", sync.push_facts),
    get("/api/sync/pull", sync.pull),
    post("/api/documents/{doc_id}/erase-old-text", erasure.old_text),
    # photos and files
    put("/api/blobs/{placement_id}/{sha256}/{part}", blobs.receive_part),
    post("/api/blobs/{placement_id}/lacking", blobs.lacking),
    get("/api/blobs/{placement_id}/{sha256}/parts", blobs.parts),
    get("/api/blobs/{placement_id}/{sha256}", blobs.download),
    # the coach, and the portfolio
    get("/api/coach/students", coach.students),
    get("/portfolio/{placement_id}", portfolio.preview),
    get("/portfolio-files/{path:path}", portfolio.preview_file),
    get("/api/placements/{placement_id}/portfolio.pdf", portfolio.download),
    # the coordinator
    get("/api/school", school.overview),
    post("/api/school/people", school.add_person),
    post("/api/school/groups", school.add_group),
    post("/api/school/companies", school.add_company),
    post("/api/school/placements", school.add_placement),
    post("/api/school/placements/{placement_id}/people", school.put_beside),
    post("/api/school/placements/{placement_id}/people/{place_id}/end", school.end_place),
    get("/api/school/import/example.csv", school_import.example),
    post("/api/school/import/preview", school_import.preview),
    post("/api/school/import", school_import.take_in),
    # the mail of the demo school
    get("/demo/mail", demo_mail.mail_page),
    get("/demo/mail.json", demo_mail.mail_json),
    get("/demo/mail/{mail_id}", demo_mail.mail_html),
    # language
    post("/api/locale", i18n.choose_locale),
    # the app
    *(get(path, pwa.app_page) for path in _SCREENS),
    get("/assets/{rest:path}", pwa.app_file),
    get("/pages.css", pages.stylesheet),
    get("/{name:root_file}", pwa.app_file),
]
