"""Answers: what is shown and why, given an atlas and a state. Opens no file, draws nothing."""
