"""Answers `/metrics` on a port of its own, in the server's parent process."""

import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import AF_INET, AF_INET6, AddressFamily

from readlevel.settings import SettingsProblem
from readlevel.storage.database.engine import make_engine
from readlevel.usecases.operations.health import HealthCheck
from readlevel.web.observability.metrics import CONTENT_TYPE, collect


class MetricsServer:
    """Serves the metrics of a site until it is closed.

    Raise SettingsProblem if the address cannot be listened on.
    """

    def __init__(self, database_url: str, host: str, port: int) -> None:
        self._engine = make_engine(database_url)
        health = HealthCheck(self._engine)

        class Handler(BaseHTTPRequestHandler):
            timeout = 10

            def do_GET(self) -> None:
                if self.path.partition("?")[0] != "/metrics":
                    self.send_error(HTTPStatus.NOT_FOUND)
                    return
                body = collect(health)
                self.send_response(HTTPStatus.OK)
                self.send_header("Content-Type", CONTENT_TYPE)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Log nothing: Prometheus asks every few seconds."""

        class Server(ThreadingHTTPServer):
            address_family: AddressFamily = AF_INET6 if ":" in host else AF_INET
            daemon_threads = True

        try:
            self._server = Server((host, port), Handler)
        except OSError as problem:
            raise SettingsProblem(
                [
                    f"The server cannot listen on {host}, port {port}"
                    f" ({problem.strerror or problem}) for metrics."
                    " Set READLEVEL_METRICS_PORT to another port."
                ]
            ) from None
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        self._engine.dispose()
