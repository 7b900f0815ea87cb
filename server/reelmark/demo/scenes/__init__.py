"""The places a shot can be set in, by name.

A builder takes a random generator, the shot's colours and the two people of the drama. The same
generator state gives the same place; another gives another arrangement of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from reelmark.demo.colours import Palette
from reelmark.demo.figures import Cast
from reelmark.demo.motion import Scene
from reelmark.demo.scenes import city, coast, country, halls, people, rooms, streets, travel

Builder = Callable[[np.random.Generator, Palette, Cast], Scene]

PLACES: Mapping[str, Builder] = {
    "harbour": coast.harbour,
    "lighthouse": coast.lighthouse_night,
    "pier": coast.pier,
    "moonrise": country.moonrise,
    "field": country.field,
    "courtyard": country.courtyard,
    "skyline": city.skyline_train,
    "street": streets.lantern_street,
    "rooftop": city.rooftop,
    "umbrellas": city.umbrellas,
    "stairs": streets.stairs,
    "canal": streets.canal,
    "room": rooms.room,
    "desk": rooms.desk,
    "shop": halls.shop,
    "theatre": halls.theatre,
    "window": travel.train_window,
    "viaduct": travel.viaduct,
    "platform": travel.platform,
}


def build(place: str, rng: np.random.Generator, ink: Palette, cast: Cast) -> Scene:
    """A scene by its name: a place, or `close`, `reply` or `pair` before one, as `close:room`."""
    who, _, where = place.rpartition(":")
    scene = PLACES[where](rng, ink, cast)
    return people.before(scene, who, rng, ink, cast) if who else scene
