"""The reference systems that maps and data are in, each under one name."""

from __future__ import annotations

from typing import Final

from pyproj import CRS

#: Longitude and latitude in degrees: every table and every layer file.
WGS84: Final = CRS.from_epsg(4326)

#: What Leaflet draws by default, in metres; lengths in it mean nothing in the Arctic.
WEB_MERCATOR: Final = CRS.from_epsg(3857)

#: Meridian that runs straight down the polar map: 100 E puts the Northern Sea Route across its lower half.
POLAR_MERIDIAN_DEG: Final = 100.0

#: Latitude at which a metre on the polar map is a metre on the ground.
POLAR_TRUE_SCALE_DEG: Final = 70.0

#: The polar map, in metres from the North Pole.
ARCTIC_STEREOGRAPHIC: Final = CRS.from_proj4(
    f"+proj=stere +lat_0=90 +lat_ts={POLAR_TRUE_SCALE_DEG} +lon_0={POLAR_MERIDIAN_DEG} "
    "+x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs +type=crs"
)
