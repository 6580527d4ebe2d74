"""Columns that several tables share."""

from relos_atlas.data.schema import Column, Kind

SOURCE_IDS = Column(
    "source_ids", "ids of the sources", Kind.SLUG, required=True, many=True, refers_to="sources"
)
LAT = Column("lat", "latitude, degrees, EPSG:4326", Kind.LAT, required=True)
LON = Column("lon", "longitude, degrees, EPSG:4326", Kind.LON, required=True)
NOTE = Column("note", "remark")
POSITION_NOTE = Column(
    "position_note", "why the point may lie outside the country polygon by more than 20 km"
)
CONFIDENCE = Column(
    "confidence", "how sure the compiler is of the row", required=True, choices=("high", "medium", "low")
)
LABELS = (
    Column("label_en", "English label", required=True),
    Column("label_ru", "Russian label", required=True),
    Column("label_hi", "Hindi label", required=True),
)
