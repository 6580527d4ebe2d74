"""A verdict and changed rows in words, the same on the page and on the command line."""

from __future__ import annotations

from relos_atlas.data import RowChange
from relos_atlas.snapshot.verify import Answer, Verdict
from relos_atlas.text import Catalogue


def verdict_lines(verdict: Verdict, words: Catalogue) -> list[str]:
    """Return the heading, what it rests on, and every row that is another by now, one to a line."""
    lines = [words.say(f"verdict.{verdict.answer}.heading"), verdict_text(verdict, words)]
    lines += [change_text(change, words) for change in verdict.rows]
    if verdict.files:
        lines.append(words.say("verdict.files", files=", ".join(verdict.files)))
    if verdict.link:
        lines.append(words.say("verdict.link", link=verdict.link))
    return lines


def verdict_text(verdict: Verdict, words: Catalogue) -> str:
    """Return what the answer rests on."""
    is_elsewhere = verdict.answer is Answer.DATA_CHANGED and not verdict.rows
    key = f"verdict.{verdict.answer}{'-elsewhere' if is_elsewhere else ''}.text"
    return words.say(key, n=len(verdict.rows), made_on=verdict.made_on, now=verdict.now)


def change_text(change: RowChange, words: Catalogue) -> str:
    """Return one row that is not as it was: its table, its id and how."""
    return f"{change.table} {change.row}: {words.say(f'verdict.change.{change.how}')}"
