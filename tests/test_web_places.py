"""Which addresses are web addresses, and which servers may be asked."""

from __future__ import annotations

import pytest

from explainer.web.places import Destination, is_public, may_be_asked, place_of

PRIVATE = (
    "0.0.0.0",  # noqa: S104 - as an address to connect to, it is this machine
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.0.9",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.2.1",
    "192.168.0.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::808:808",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "fc00::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "",
    "vik.example",
)
PUBLIC = ("8.8.8.8", "203.0.114.1", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8")


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_told(address: str) -> None:
    assert not is_public(address)
    assert not may_be_asked(address, 443)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_told(address: str) -> None:
    assert is_public(address)
    assert [port for port in (22, 25, 80, 443, 6379, 8080, 65_535) if may_be_asked(address, port)] == [80, 443]


PLACES = {
    "HTTP://Vik.Example": Destination("http", "vik.example", 80, "/"),
    "https://vik.example:8443/a?b=c&d#e": Destination("https", "vik.example", 8443, "/a?b=c&d"),
    "https://пример.рф/путь/?q=да#там": Destination(
        "https", "xn--e1afmkfd.xn--p1ai", 443, "/%D0%BF%D1%83%D1%82%D1%8C/?q=%D0%B4%D0%B0"
    ),
    "https://vik.example/%E3%81%82 b": Destination("https", "vik.example", 443, "/%E3%81%82%20b"),
    "http://[2606:4700::1111]/": Destination("http", "2606:4700::1111", 80, "/"),
    "http://vik.example/a\r\nX: y": Destination("http", "vik.example", 80, "/aX:%20y"),
}
NONE = (
    "",
    "vik.example",
    "ftp://vik.example/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/html,x",
    "gopher://vik.example:25/_x",
    "http://",
    "http:///a",
    "http://ada:secret@vik.example/",
    "http://vik.example\\@other.example/",
    "http://vik.example:99999/",
    "http://vik.example:x/",
    "http://vik.example:0/",
    "http://vik..example/",
    "http://vik example/",
    "http://[::1%25eth0]/",
    "http://[vik]/",
    "http://[/",
)


@pytest.mark.parametrize("address", PLACES)
def test_a_web_address_is_taken_apart(address: str) -> None:
    assert place_of(address) == PLACES[address]


@pytest.mark.parametrize("address", NONE)
def test_what_is_no_web_address_has_no_place(address: str) -> None:
    assert place_of(address) is None


def test_a_host_is_named_with_the_port_only_if_that_is_unusual() -> None:
    addresses = ("http://vik.example:80/", "https://vik.example:444/", "https://[2606:4700::1111]/")
    assert [place.root for address in addresses if (place := place_of(address))] == [
        "http://vik.example",
        "https://vik.example:444",
        "https://[2606:4700::1111]",
    ]
