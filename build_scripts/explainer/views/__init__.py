"""What a page shows, sorted, grouped and labelled; nothing of how it looks or where it is shown."""

from explainer.views.parts import Context
from explainer.views.site import SiteView, published, site_view

__all__ = ["Context", "SiteView", "published", "site_view"]
