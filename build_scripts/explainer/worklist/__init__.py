"""What there is to do in the content, and on which sources it rests: the values of `explainer report`."""

from explainer.worklist.names import unlinked_names
from explainer.worklist.tasks import worklist_of

__all__ = ["unlinked_names", "worklist_of"]
