"""Compare two revisions: which event goes on as which, what changed, and what that means for whom."""
