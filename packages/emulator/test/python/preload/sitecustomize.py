"""Python loads this by itself from PYTHONPATH. The real names of the service lead to the emulator, other names nowhere."""
import os
import socket

_hosts = os.environ["EMULATED_HOSTS"].split(",")
_port = int(os.environ["EMULATED_PORT"])
_resolve = socket.getaddrinfo


def _emulated(host, port, *args, **kwargs):
    name = host.decode() if isinstance(host, bytes) else host
    if name in _hosts and str(port) in ("443", "https"):
        return _resolve("127.0.0.1", _port, *args, **kwargs)
    raise socket.gaierror(socket.EAI_NONAME, f"{name} is not emulated")


socket.getaddrinfo = _emulated
