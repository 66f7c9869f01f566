"""The command line."""

from policy_qa.cli.main import main

__all__ = ["main"]
