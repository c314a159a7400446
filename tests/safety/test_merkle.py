from __future__ import annotations

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from qalqan.safety import merkle

# The inputs and roots that implementations of RFC 6962 test themselves with.
INPUTS = [
    bytes.fromhex(h)
    for h in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

leaves = st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=70)


def by_definition(hashes: list[bytes]) -> bytes:
    """RFC 6962, 2.1, written down as it stands there."""
    if not hashes:
        return sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return sha256(b"\x01" + by_definition(hashes[:split]) + by_definition(hashes[split:])).digest()


def test_the_roots_are_those_of_the_rfc() -> None:
    hashes = [merkle.leaf_hash(entry) for entry in INPUTS]
    assert [merkle.root_of(hashes[: n + 1]).hex() for n in range(8)] == ROOTS


@given(leaves)
def test_the_root_is_the_definition_s(hashes: list[bytes]) -> None:
    assert merkle.root_of(hashes) == by_definition(hashes)


@given(leaves, st.data())
def test_every_leaf_is_proved_in_its_place_and_in_no_other(hashes: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(hashes) - 1))
    other = data.draw(st.integers(0, len(hashes) - 1))
    path, root = merkle.inclusion_path(hashes, index), merkle.root_of(hashes)
    assert merkle.is_included(hashes[index], index, len(hashes), path, root)
    if hashes[other] != hashes[index]:
        assert not merkle.is_included(hashes[other], index, len(hashes), path, root)
        assert not merkle.is_included(hashes[index], index, len(hashes), path, by_definition(hashes + [root]))


@given(leaves)
def test_a_frontier_survives_being_written_down(hashes: list[bytes]) -> None:
    frontier = merkle.Frontier()
    for leaf in hashes:
        frontier = frontier.with_leaf(leaf)
    assert merkle.Frontier.from_bytes(frontier.size, frontier.to_bytes()) == frontier
