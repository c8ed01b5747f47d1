"""What it means: pure functions from a plan and returns to verdicts, scores and figures. No files, no clock."""
