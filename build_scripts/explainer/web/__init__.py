"""Requests to other hosts: safe with addresses that strangers wrote, polite, and bounded. Nothing else asks any.

It connects by itself and through no proxy, because only so it can see which server an address really leads to.
"""

from explainer.web.client import Clock, Network, Trouble, Web, WebAnswer
from explainer.web.link_check import Found, LinkCheck
from explainer.web.outside import Outside
from explainer.web.places import Destination, is_public, place_of
from explainer.web.wayback import ARCHIVE, Keys, NotSaved, Saved, Wayback, WaybackError

__all__ = [
    "ARCHIVE",
    "Clock",
    "Destination",
    "Found",
    "Keys",
    "LinkCheck",
    "Network",
    "NotSaved",
    "Outside",
    "Saved",
    "Trouble",
    "Wayback",
    "WaybackError",
    "Web",
    "WebAnswer",
    "is_public",
    "place_of",
]
