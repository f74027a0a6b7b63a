# SPDX-License-Identifier: Apache-2.0
import pathlib
import subprocess
import sys
import tempfile
import unittest

LAB = pathlib.Path(__file__).resolve().parents[1] / "lab"


class CommandsTest(unittest.TestCase):
    def test_try_says_which_experiment_no_plan_has_and_builds_nothing(self):
        work = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory())) / "work"
        ended = subprocess.run([sys.executable, LAB, "try", "w099-001", "--work", work], capture_output=True, text=True)
        self.assertEqual((1, ""), (ended.returncode, ended.stdout))
        self.assertIn("seed 264 plans no experiment w099-001", ended.stderr)
        self.assertFalse(work.exists())


if __name__ == "__main__":
    unittest.main()
