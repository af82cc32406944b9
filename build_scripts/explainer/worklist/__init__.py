"""What there is to do in the content, and which sources it rests on: the values of `explainer report`."""

from explainer.worklist.tasks import worklist_of
from explainer.worklist.unlinked_names import unlinked_names

__all__ = ["unlinked_names", "worklist_of"]
