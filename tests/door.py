"""A door between a program and a server that a test can shut and open again."""

import contextlib
import socket
import threading
from collections.abc import Callable


class Door:
    """Listens on `port` and hands everything on to what `connect` reaches."""

    def __init__(self, connect: Callable[[], socket.socket]) -> None:
        self.connect = connect
        self.open = True
        self.ends: list[socket.socket] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                if self.open:
                    self.join(near, self.connect())
                else:
                    near.close()

    def join(self, near: socket.socket, far: socket.socket) -> None:
        self.ends += [near, far]
        for source, target in ((near, far), (far, near)):
            threading.Thread(target=hand_on, args=(source, target), daemon=True).start()

    def shut(self) -> None:
        """Cut whoever is inside, and let nobody in."""
        self.open = False
        for end in self.ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self.ends.clear()

    def close(self) -> None:
        self.shut()
        self.listener.close()


def hand_on(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    for end in (source, target):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
