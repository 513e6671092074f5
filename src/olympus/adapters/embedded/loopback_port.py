"""A port of this machine's loopback address for a server to answer on."""

import secrets
import socket

# Below what systems hand out to clients (from 32768 on Linux). A client that keeps
# calling a stopped server would otherwise, once in a while, be given the very
# port it calls, connect to itself, and keep the server from coming back.
_FOR_SERVERS = range(15_000, 32_000)


def free_port() -> int:
    """A port nobody listens on, another one each time."""
    while True:
        port = secrets.choice(_FOR_SERVERS)
        if is_free(port):
            return port


def is_free(port: int) -> bool:
    """Whether a server could listen there now, connections lingering from the one before or not."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as candidate:
        candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            candidate.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
