"""The addresses under which others find this machine."""

from __future__ import annotations

import contextlib
import ipaddress
import socket

_EVERYWHERE = {"", "0.0.0.0", "::"}  # noqa: S104  compared with, not listened on
_THIS_COMPUTER = "127.0.0.1"
_DIRECTIONS = ("192.168.255.254", "10.255.255.254", "172.31.255.254", "192.0.2.1")
"""One address in each private network and one outside: which of ours would be used to reach it?"""


def join_url(host: str, port: int, public_url: str = "") -> str:
    """The address that a participant types or scans."""
    return f"{base_url(host, port, public_url)}/join"


def base_url(host: str, port: int, public_url: str = "") -> str:
    """Where others find the server, without a slash at the end."""
    if public_url:
        return public_url.rstrip("/")
    found = network_addresses() if host in _EVERYWHERE else [host]
    return _url(found[0] if found else _THIS_COMPUTER, port)


def own_url(host: str, port: int) -> str:
    """Where this computer's own browser finds the server."""
    return _url(_THIS_COMPUTER if host in _EVERYWHERE else host, port) + "/"


def is_private(host: str) -> bool:
    """Whether only this computer can reach a server that listens on `host`."""
    if host in _EVERYWHERE:
        return False
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


def network_addresses() -> list[str]:
    """This machine's IPv4 addresses on its networks, the likeliest first. Sends nothing."""
    found = [address for direction in _DIRECTIONS if (address := _ours_towards(direction))]
    with contextlib.suppress(OSError):
        found += [str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    return [one for one in dict.fromkeys(found) if not ipaddress.ip_address(one).is_loopback]


def _ours_towards(direction: str) -> str:
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect((direction, 9))
        return str(probe.getsockname()[0])
    return ""


def _url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
