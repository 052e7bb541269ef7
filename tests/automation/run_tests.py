"""Runs every test beside it, and writes down what the function called for its role to be judged."""

from __future__ import annotations

import json
import logging
import sys
import unittest
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent / "assets" / "lambda" / "customer-endpoints")]

import cloud  # noqa: E402


def main(record: Path) -> int:
    logging.disable(logging.CRITICAL)
    suite = unittest.defaultTestLoader.discover(str(HERE), "test_*.py")
    result = unittest.TextTestRunner(verbosity=1).run(suite)
    record.write_text(json.dumps(cloud.RECORD))
    lost = len(result.failures) + len(result.errors)
    print(f"  {result.testsRun - lost} passing")
    if lost:
        print(f"  {lost} failing")
    return 0 if result.wasSuccessful() and result.testsRun > 0 else 1


sys.exit(main(Path(sys.argv[1])))
