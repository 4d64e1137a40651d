"""Findings as JSON, in the form that programs rely on: rule, severity, message, hint, places."""

from __future__ import annotations

import json

from remit.reports.checked import Checked


def as_json(checked: Checked) -> str:
    """Return `{"findings": [...]}`."""
    plain = {"findings": [finding.as_json() for finding in checked.findings]}
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"
