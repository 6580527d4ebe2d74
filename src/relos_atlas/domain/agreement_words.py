"""The sentence beside the map of agreements: what it shows, of whom, as of when, and what it leaves out."""

from __future__ import annotations

from relos_atlas.data import Atlas
from relos_atlas.domain.agreements import AgreementSelection, Standing, named_places, standing_under
from relos_atlas.domain.uses import country_uses
from relos_atlas.model import ViewState
from relos_atlas.text import Catalogue, format_and, format_partial_date


def agreements_sentence(
    atlas: Atlas, state: ViewState, selection: AgreementSelection, words: Catalogue
) -> str:
    """Return the sentence; it needs no map to be understood."""
    parts = [
        _shown(atlas, state, selection, words),
        _country(atlas, state, selection, words),
        _apart(selection, words),
        _hidden(selection, words),
        _as_of(state, words),
    ]
    return " ".join(part for part in parts if part)


def _shown(atlas: Atlas, state: ViewState, selection: AgreementSelection, words: Catalogue) -> str:
    shown = selection.everything
    if shown.empty:
        return words.say("agreements.none", total=selection.total)
    counts = selection.rows["standing"].value_counts()
    standings = [
        words.say(f"agreements.count.{standing}", n=int(counts[standing]))
        for standing in Standing
        if standing in counts
    ]
    places = named_places(atlas)
    drawn = standing_under(state, selection)
    named = int(places.loc[places["agreement_id"].isin(drawn.index), "place_id"].nunique())
    whole = words.say(
        "agreements.shown",
        n=len(shown),
        total=selection.total,
        whom=_whom(atlas, state, words),
        places=words.say("agreements.places", n=named),
    )
    return f"{whole}: {format_and(standings, words.language)}." if standings else f"{whole}."


def _whom(atlas: Atlas, state: ViewState, words: Catalogue) -> str:
    names = [str(atlas.countries.loc[code, f"label_{words.language}"]) for code in sorted(state.countries)]
    if not names:
        return ""
    key = {1: "involving", 2: "binding"}.get(len(names), "among")
    return " " + words.say(f"agreements.{key}", countries=format_and(names, words.language))


def _country(atlas: Atlas, state: ViewState, selection: AgreementSelection, words: Catalogue) -> str:
    """Return how much one chosen country may use, and of how many; nothing for none or several."""
    if len(state.countries) != 1:
        return ""
    (country,) = state.countries
    uses = country_uses(atlas, selection, country)
    return words.say(
        "agreements.country",
        country=str(atlas.countries.loc[country, f"label_{words.language}"]),
        grantors=words.say("agreements.countries", n=uses.may_use["grantor"].nunique()),
        users=words.say("agreements.countries", n=uses.used_by["beneficiary"].nunique()),
    )


def _apart(selection: AgreementSelection, words: Catalogue) -> str:
    return words.say("agreements.apart", n=len(selection.apart)) if len(selection.apart) else ""


def _hidden(selection: AgreementSelection, words: Catalogue) -> str:
    hidden = [
        words.say(f"agreements.hidden.{standing}", n=count)
        for standing, count in selection.hidden_by_date.items()
    ]
    if selection.hidden_by_filters:
        hidden.append(words.say("agreements.hidden.filters", n=selection.hidden_by_filters))
    return words.say("summary.hidden", parts=format_and(hidden, words.language)) if hidden else ""


def _as_of(state: ViewState, words: Catalogue) -> str:
    if state.as_of is None:
        return ""
    return words.say("summary.as-of", date=format_partial_date(state.as_of, words.language))
