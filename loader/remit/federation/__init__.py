"""Ask local data and remote endpoints together: `SERVICE <iri> { … }` in a question.

The rule is narrow, so that the answer is that of the standard: what stands before a block is asked here, what it binds
is sent to the endpoint in batches, what comes back stands in place of the block as VALUES, and the whole is asked here.
"""

from remit.federation.asking import Federated, federated
from remit.federation.limits import Limits, limits
from remit.federation.plan import Plan, Unfit, plan, speaks_of_service

__all__ = ["Federated", "Limits", "Plan", "Unfit", "federated", "limits", "plan", "speaks_of_service"]
