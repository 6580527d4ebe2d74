"""All corridors of the table side by side: computed miles, claimed miles, and the difference."""

from __future__ import annotations

import pandas as pd

from relos_atlas.data import Atlas
from relos_atlas.domain.corridors import corridor
from relos_atlas.routing import Router


def corridor_figures(atlas: Atlas, router: Router) -> pd.DataFrame:
    """
    Return one row a corridor, in table order; index `corridor_id`.

    Miles are nautical. `sea_nm` is routed, `land_nm` the straight lines between stations on land (less than
    any road), `waypoints_nm` the sum of the geodesics between the waypoints of the table, `claimed_nm` what
    sources say; `difference_percent` sets `sea_nm` and `land_nm` together against it.
    """
    rows = []
    for corridor_id in atlas.corridors.index:
        found = corridor(atlas, router, str(corridor_id))
        percent = found.difference_percent
        rows.append(
            {
                "corridor_id": corridor_id,
                "name": found.name,
                "sea_nm": round(found.sea_nm, 3),
                "land_nm": round(found.land_nm, 3),
                "waypoints_nm": round(found.waypoints_nm, 3),
                "claimed_nm": found.claimed_nm,
                "difference_percent": None if percent is None else round(percent, 1),
                "claimed_days": found.claimed_days,
                "via": found.via,
                "source_ids": found.source_ids,
            }
        )
    return pd.DataFrame(rows).set_index("corridor_id")


def figures_markdown(figures: pd.DataFrame) -> str:
    """Return the figures as a Markdown table, whole miles."""
    lines = [
        "| corridor | computed, nm | sum of the waypoints, nm | claimed, nm | computed against claim |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for corridor_id, row in figures.iterrows():
        land = f" + {row['land_nm']:,.0f} by land" if row["land_nm"] else ""
        claimed = "none" if pd.isna(row["claimed_nm"]) else f"{row['claimed_nm']:,.0f}"
        percent = "" if pd.isna(row["difference_percent"]) else f"{row['difference_percent']:+.1f} %"
        miles = f"{row['sea_nm']:,.0f}{land} | {row['waypoints_nm']:,.0f}"
        lines.append(f"| `{corridor_id}` | {miles} | {claimed} | {percent} |")
    return "\n".join(lines)
