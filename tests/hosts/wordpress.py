"""A real WordPress: Debian's package on a database and a web server of its own."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from tests.ports import free_port

PACKAGE = Path("/usr/share/wordpress")
THEME = PACKAGE / "wp-content" / "themes" / "twentytwentythree"
CONTENT = Path("/var/lib/wordpress/wp-content")
PROGRAMS = ("php", "mariadbd", "mariadb-install-db", "mariadb")
WAIT_SECONDS = 120

_CONFIG = """<?php
define('DB_NAME', 'wordpress');
define('DB_USER', '{user}');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('WP_ACCESSIBLE_HOSTS', '127.0.0.1');
define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_HOME', '{url}');
define('WP_SITEURL', '{url}');
$table_prefix = 'wp_';
if (!defined('ABSPATH')) {{ define('ABSPATH', __DIR__ . '/'); }}
require_once ABSPATH . 'wp-settings.php';
"""
_LOOPBACK = """<?php
// WordPress asks no address of this machine, unless it is told that it may.
add_filter('http_request_host_is_external', '__return_true');
add_filter('http_allowed_safe_ports', function ($ports) {{ $ports[] = {port}; return $ports; }});
"""
_INSTALL = """<?php
define('WP_INSTALLING', true);
require '{site}/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Blog', 'admin', 'admin@example.org', true, '', 'a long enough password');
"""
_POST = """<?php
require '{site}/wp-load.php';
wp_set_current_user(1);
$content = stream_get_contents(STDIN);
echo wp_insert_post([
    'post_title' => 'A post', 'post_content' => $content, 'post_status' => 'publish',
    'post_author' => 1,
]);
"""


class WordPress(NamedTuple):
    """A blog that can be written to and read."""

    url: str
    site: Path

    def publish(self, content: str) -> str:
        """Publish a post as its administrator does, and give its address."""
        script = self.site.parent / "post.php"
        script.write_text(_POST.format(site=self.site))
        number = _run(["php", str(script)], content)
        return f"{self.url}/?p={int(number)}"


def list_missing() -> list[str]:
    """Return what WordPress needs that is not on this machine; `.ci/hosts` installs it."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    return missing + [str(path) for path in (PACKAGE, CONTENT, THEME) if not path.is_dir()]


@contextmanager
def blogging(folder: Path, readlevel_port: int) -> Iterator[WordPress]:
    """Install WordPress into a folder and serve it; it may ask the port of a Readlevel site."""
    site, socket, port = folder / "site", folder / "mariadb.sock", free_port()
    url = f"http://localhost:{port}"
    skipped = shutil.ignore_patterns("wp-config.php", "wp-content")
    shutil.copytree(PACKAGE, site, ignore=skipped)
    shutil.copytree(CONTENT, site / "wp-content")
    user = "root" if os.geteuid() == 0 else os.environ.get("USER", "nobody")
    (site / "wp-config.php").write_text(_CONFIG.format(user=user, socket=socket, url=url))
    plugins = site / "wp-content" / "mu-plugins"
    plugins.mkdir(exist_ok=True)
    (plugins / "loopback.php").write_text(_LOOPBACK.format(port=readlevel_port))
    (folder / "install.php").write_text(_INSTALL.format(site=site))
    with _database(folder, socket, user), (folder / "php.log").open("wb") as log:
        _run(["mariadb", f"--socket={socket}", f"--user={user}", "-e", "CREATE DATABASE wordpress"])
        _run(["php", str(folder / "install.php")])
        server = subprocess.Popen(
            ["php", "-S", f"localhost:{port}", "-t", str(site)],
            env={**os.environ, "PHP_CLI_SERVER_WORKERS": "4"},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_up(server, url, folder / "php.log")
            yield WordPress(url, site)
        finally:
            server.terminate()
            server.wait(timeout=WAIT_SECONDS)


@contextmanager
def _database(folder: Path, socket: Path, user: str) -> Iterator[None]:
    data = folder / "mariadb"
    data.mkdir()
    given = [f"--datadir={data}", f"--user={user}"]
    _run(
        ["mariadb-install-db", "--no-defaults", *given, "--auth-root-authentication-method=normal"]
    )
    with (folder / "mariadb.log").open("wb") as log:
        server = subprocess.Popen(
            ["mariadbd", "--no-defaults", *given, f"--socket={socket}", "--skip-networking"],
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            end = time.monotonic() + WAIT_SECONDS
            ping = ["mariadb", f"--socket={socket}", f"--user={user}", "-e", "SELECT 1"]
            while subprocess.run(ping, capture_output=True).returncode:
                assert server.poll() is None, (folder / "mariadb.log").read_text()
                assert time.monotonic() < end, (folder / "mariadb.log").read_text()
                time.sleep(0.2)
            yield
        finally:
            server.terminate()
            server.wait(timeout=WAIT_SECONDS)


def _run(command: list[str], given: str = "") -> str:
    done = subprocess.run(command, input=given, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _wait_until_up(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        assert server.poll() is None, log.read_text()
        try:
            urlopen(f"{url}/", timeout=WAIT_SECONDS).close()
        except HTTPError as error:
            raise AssertionError(error.read().decode()[:2_000]) from error
        except (URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError(log.read_text())
