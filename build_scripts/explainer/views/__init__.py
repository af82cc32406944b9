"""What a page shows, sorted, grouped and labelled; nothing of how it looks or where it is shown."""

from explainer.views.finding import FacetView, Finding
from explainer.views.parts import Context, Later
from explainer.views.site import RedirectView, SiteView, published, site_view

__all__ = ["Context", "FacetView", "Finding", "Later", "RedirectView", "SiteView", "published", "site_view"]
