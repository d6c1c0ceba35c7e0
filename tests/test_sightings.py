from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mcvocab.model import Location, RecordName
from mcvocab.sightings import Sighting, Sightings


@given(st.lists(st.integers(0, 30), max_size=60), st.integers(0, 12))
def test_the_first_sighting_is_given_whether_it_is_kept_in_memory_or_filed(keys: list[int], in_memory: int) -> None:
    first: dict[int, Sighting] = {}
    with Sightings(in_memory) as seen:
        for number, key in enumerate(keys):
            place = Location("Gàidhlig.csv", line=number, cell=f"A{number}" if number % 2 else None)
            here = Sighting(RecordName(number, f"id {key}", "“title”"), place, bytes([key]))
            digest = (2**63 + key * 2**40).to_bytes(8)
            assert seen.first(digest, here) == first.setdefault(key, here)
