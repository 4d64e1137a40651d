"""How a programme is worded: what a careful reader stops at, stated as facts for the rules to judge."""

from remit.wording.notice import read_wordings
from remit.wording.texts import Text

__all__ = ["Text", "read_wordings"]
