"""What an editor got wrong in fields that are not YAML: in plain words, with the line and what to type.

The parser says where it lost the thread, which is often lines below the slip, and in words about itself. So the lines
are read once more as a person would read them: which field is where, and which quotation marks and brackets are open.
Something counts as a slip only if no valid YAML has it; a test checks that against all valid files.
"""

from explainer.reading.slips.outline import slip_in
from explainer.reading.slips.slip import Slip

__all__ = ["Slip", "slip_in"]
