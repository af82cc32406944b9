"""What pages show: sorted, grouped and labelled, without a word on how they look or where they are."""

from explainer.views.all_pages import SiteView, published, site_view
from explainer.views.frame import SiteFrame, Tab, frame_of
from explainer.views.page_view import PageView, ShareCard
from explainer.views.parts import Context, LazyView
from explainer.views.search_names import TABLES, NamedPage, NameTable
from explainer.views.search_record import FacetView, SearchRecord

__all__ = [
    "TABLES",
    "Context",
    "FacetView",
    "LazyView",
    "NameTable",
    "NamedPage",
    "PageView",
    "SearchRecord",
    "ShareCard",
    "SiteFrame",
    "SiteView",
    "Tab",
    "frame_of",
    "published",
    "site_view",
]
