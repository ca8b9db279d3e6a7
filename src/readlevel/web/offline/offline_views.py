"""Views for reading without a network: manifest, icons, service worker, saved answers."""

import json
from dataclasses import dataclass

from flask import Blueprint, Response, abort

from readlevel.core.look.accent_shades import derive_shades
from readlevel.web.http import asset_views
from readlevel.web.http.headers import IMMUTABLE, PRIVATE, make_public
from readlevel.web.http.services import render, services
from readlevel.web.http.urls import MANIFEST, SERVICE_WORKER
from readlevel.web.look.current_look import current_look
from readlevel.web.offline.app_icons import (
    DEFAULT_ACCENT,
    ICONS,
    digest_icons,
    draw_icon,
    find_letter,
)
from readlevel.web.reader.page_contexts import SiteContext
from readlevel.web.reader.page_parts import present_site
from readlevel.web.reader.reader_request import current_reader_request

WORKER = "service_worker.js"
WORKER_OFF = "service_worker_off.js"
PAPER = "#fdfcfa"

blueprint = Blueprint("offline", __name__)
root_blueprint = Blueprint("offline_root", __name__)


@dataclass(frozen=True, slots=True)
class SavedPage:
    """`/saved` (`offline/saved.html`)."""

    site: SiteContext
    canonical_url: str


@blueprint.get("/saved")
def show_saved() -> Response:
    """Show the page that lists what a reader has saved; a script fills it."""
    _check_offline()
    reader = current_reader_request()
    path = reader.urls.saved
    site = present_site(reader, path)
    return make_public(
        render("offline/saved.html", SavedPage(site, reader.settings.base_url + path))
    )


@blueprint.get(f"/{MANIFEST}")
def show_manifest() -> Response:
    """Describe the site as an app (https://www.w3.org/TR/appmanifest/)."""
    _check_offline()
    reader = current_reader_request()
    site = present_site(reader)
    accent = _accent()
    digest = digest_icons(site.name, accent)
    manifest = {
        "id": reader.urls.home,
        "name": site.name,
        "short_name": site.name[:12].strip(),
        "lang": site.language,
        "dir": site.direction,
        "start_url": reader.urls.home,
        "scope": "/",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": accent,
        "icons": [
            {
                "src": f"/icons/{digest}/{name}",
                "sizes": f"{side}x{side}",
                "type": "image/png",
                "purpose": "maskable" if name.startswith("maskable") else "any",
            }
            for name, side in ICONS.items()
        ],
    }
    body = json.dumps(manifest, ensure_ascii=False)
    return make_public(Response(body, content_type="application/manifest+json"))


@root_blueprint.get("/icons/<digest>/<name>")
def show_icon(digest: str, name: str) -> Response:
    """Send an icon; under an outdated digest, send the current one uncached."""
    _check_offline()
    if name not in ICONS:
        abort(404)
    site_name, accent = services().settings.site_name, _accent()
    icon = draw_icon(name, find_letter(site_name), accent)
    response = Response(icon, content_type="image/png")
    is_current = digest == digest_icons(site_name, accent)
    response.headers["Cache-Control"] = IMMUTABLE if is_current else PRIVATE
    return response


@root_blueprint.get(SERVICE_WORKER)
def show_worker() -> Response:
    """Send the service worker; where saving is off, one that takes away what was saved."""
    return asset_views.send(WORKER if services().settings.offline else WORKER_OFF, PRIVATE)


def _accent() -> str:
    accent = current_look().look.accent
    return derive_shades(accent).accent.light if accent else DEFAULT_ACCENT


def _check_offline() -> None:
    if not services().settings.offline:
        abort(404)
