"""What a run that scores files holds in memory at most does not grow with the files."""

import subprocess
import sys
from pathlib import Path

from bench.files import write_files
from local.stack import ROOT

# In parts and pieces of a fiftieth, so that some thousand accounts fill as many as millions do. The collector
# comes the more seldom the larger objects are, here never: what waits for it adds up piece by piece.
RUN = """
import gc
import sys
from pathlib import Path
from training import files
from training.offline import splitting, whole_files
gc.disable()
files.PIECE_ROWS = splitting.MONTHS_A_PART = 20_000
splitting.QUESTIONNAIRES_A_PART = 1_000
folder = Path(sys.argv[1])
whole_files.score_files(folder, 0, folder / "scores.parquet")
[peak] = [line for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line]
print(int(peak.split()[1]) // 1024)
"""
PATIENCE_SECONDS = 300
SPREAD = 25  # megabytes, of one and the same run


def peak_megabytes(folder: Path, accounts: int) -> int:
    """Scores so many accounts of 24 months in a process of its own."""
    folder.mkdir()
    write_files(folder, accounts)
    done = subprocess.run(
        [sys.executable, "-c", RUN, folder],
        cwd=ROOT,
        env={"PYTHONPATH": ".:layers:functions"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=PATIENCE_SECONDS,
    )
    return int(done.stdout)


def test_eight_times_the_accounts_need_no_more_memory(tmp_path: Path) -> None:
    few, many = (peak_megabytes(tmp_path / f"{count}", count) for count in (3_000, 24_000))
    assert many < few + SPREAD
