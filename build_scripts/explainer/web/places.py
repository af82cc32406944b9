"""Where a web address leads: which host and port, and whether a program may go there."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

USUAL_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9._-]{0,251}[a-z0-9_.])?")
_KEPT = "/%:@!$&'()*+,;=~-._"
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_NAT64_BITS = 32


@dataclass(frozen=True)
class Destination:
    """A web address taken apart, in ASCII as servers take it; what stands behind a `#` is left out."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def is_usual(self) -> bool:
        """Whether it has the port of its scheme. Others may belong to what is no web site."""
        return self.port == USUAL_PORTS[self.scheme]

    @property
    def host_line(self) -> str:
        """What the request names as its host."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.is_usual else f"{name}:{self.port}"

    @property
    def root(self) -> str:
        """The address of the host's front page, without a slash at its end."""
        return f"{self.scheme}://{self.host_line}"


def place_of(address: str) -> Destination | None:
    """The place; None if it is no web address, or one with a name and password, which nobody should be sent."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
        ascii_host = host if ":" in host else host.encode("idna").decode("ascii").lower()
    except ValueError:  # a UnicodeError too
        return None
    if parts.scheme not in USUAL_PORTS or "@" in parts.netloc or port == 0 or not _is_host(ascii_host):
        return None
    path = quote(parts.path or "/", safe=_KEPT) + (f"?{quote(parts.query, safe=_KEPT + '?')}" if parts.query else "")
    return Destination(parts.scheme, ascii_host, port or USUAL_PORTS[parts.scheme], path)


def _is_host(host: str) -> bool:
    if ":" not in host or "%" in host:
        return _HOST.fullmatch(host) is not None
    try:
        return bool(ipaddress.IPv6Address(host))
    except ValueError:
        return False


def is_public(address: str) -> bool:
    """Whether the IP address is that of a machine which the whole internet may reach.

    An address that carries another one in it, as those of NAT64 do, is what the one in it is.
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:  # a link-local one with its zone
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(found) & (2**_NAT64_BITS - 1))))
        if found.ipv4_mapped:
            return is_public(str(found.ipv4_mapped))
        if found.sixtofour or found.teredo or found.is_site_local:
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved


def may_be_asked(address: str, port: int) -> bool:
    """Whether a server at this IP address and port may be asked: a public one, at a port of the web."""
    return is_public(address) and port in USUAL_PORTS.values()
