from __future__ import annotations

import secrets

import pytest
from nacl.public import PrivateKey

from qalqan.errors import NotAllowed, WrongPassphrase
from qalqan.safety import personal, sealing
from qalqan.safety.accounts import make_account
from qalqan.safety.keyring import IDLE_SECONDS, Keyring
from qalqan.safety.models import Account, RecordKey

PASSWORD = "mountain river bridge"
RECORD, KEY = "k2f5", bytes(range(32))
LABEL = {"record_id": RECORD, "field": "contact", "level": "sealed", "revision": 3, "table": "response_alert"}


def seal(text: str, key: bytes = KEY, **changed: object) -> bytes:
    return sealing.seal(text=text, key=key, **{**LABEL, **changed})  # type: ignore[arg-type]


def opened(blob: bytes, key: bytes = KEY, **changed: object) -> str:
    return sealing.open_sealed(blob=blob, key=key, **{**LABEL, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", "Aida", "тел. 555-0199, қараңыз", "x" * 28, "x" * 29, "слово " * 5000])
def test_what_was_sealed_opens_again(text: str) -> None:
    assert opened(seal(text)) == text


def test_the_same_text_is_never_sealed_the_same_way_twice() -> None:
    assert len({seal("Aida") for _ in range(200)}) == 200


def test_a_blob_hides_the_length_of_what_it_holds() -> None:
    overhead = 1 + 12 + 16
    sizes = [len(seal("x" * length)) - overhead for length in (0, 1, 28, 29, 124, 125, 508, 509, 9000)]
    assert sizes == [32, 32, 32, 128, 128, 512, 512, 2048, 16384]


@pytest.mark.parametrize(
    "elsewhere",
    [{"table": "record_act"}, {"record_id": "k2f6"}, {"field": "name"}, {"level": "team"}, {"revision": 2}],
    ids=lambda changed: next(iter(changed)),
)
def test_a_cell_that_was_moved_or_rolled_back_does_not_open(elsewhere: dict[str, object]) -> None:
    for _ in range(200):
        blob = seal(secrets.token_hex(8))
        opened(blob)  # the control
        with pytest.raises(NotAllowed):
            opened(blob, **elsewhere)


def test_no_flipped_bit_goes_unnoticed() -> None:
    blob = seal("who told us")
    for bit in range(len(blob) * 8):
        flipped = bytearray(blob)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(NotAllowed):
            opened(bytes(flipped))


@pytest.mark.parametrize("cut", [0, 1, 12, 30, -1])
def test_a_cut_blob_does_not_open(cut: int) -> None:
    with pytest.raises(NotAllowed):
        opened(seal("who told us")[:cut])


def test_another_key_does_not_open() -> None:
    with pytest.raises(NotAllowed):
        opened(seal("who told us"), key=bytes(32))


def test_a_label_cannot_be_read_in_two_ways() -> None:
    with pytest.raises(ValueError, match="bar"):
        sealing.label("a|b", "c", "d", "sealed", 1)


def test_each_grantee_opens_the_record_and_nobody_else(db: None) -> None:
    aida, bek, other = (make_account(name, PASSWORD) for name in ("aida", "bek", "chary"))
    key = sealing.draw_record_key(RECORD, [aida, bek])
    for person in (aida, bek):
        assert sealing.record_key(RECORD, person, personal.unlock_person(person, PASSWORD)) == key
    with pytest.raises(NotAllowed):
        sealing.record_key(RECORD, other, personal.unlock_person(other, PASSWORD))
    with pytest.raises(NotAllowed):
        sealing.record_key(RECORD, aida, personal.unlock_person(other, PASSWORD))


def test_a_record_handed_over_opens_for_the_new_grantee(db: None) -> None:
    aida, bek = (make_account(name, PASSWORD) for name in ("aida", "bek"))
    key = sealing.draw_record_key(RECORD, [aida])
    sealing.hand_over(RECORD, key, bek)
    assert sealing.record_key(RECORD, bek, personal.unlock_person(bek, PASSWORD)) == key


def test_deleting_its_keys_erases_a_record(account: Account) -> None:
    sealing.draw_record_key(RECORD, [account])
    RecordKey.objects.filter(record=RECORD).delete()
    with pytest.raises(NotAllowed):
        sealing.record_key(RECORD, account, personal.unlock_person(account, PASSWORD))


def test_nothing_is_sealed_to_nobody(db: None) -> None:
    with pytest.raises(ValueError, match="nobody"):
        sealing.draw_record_key(RECORD, [])


def test_a_wrong_password_unlocks_nobody(account: Account) -> None:
    with pytest.raises(WrongPassphrase):
        personal.unlock_person(account, PASSWORD + "s")


def test_a_changed_password_keeps_what_was_sealed(account: Account) -> None:
    key = sealing.draw_record_key(RECORD, [account])
    personal.change_password(account, PASSWORD, "another mountain stream")
    again = Account.objects.get(pk=account.pk)
    private = personal.unlock_person(again, "another mountain stream")
    assert sealing.record_key(RECORD, again, private) == key
    assert again.check_password("another mountain stream") and not again.check_password(PASSWORD)
    with pytest.raises(WrongPassphrase):
        personal.unlock_person(again, PASSWORD)


def test_the_verifier_does_not_open_the_private_key(account: Account) -> None:
    """One Argon2 run gives both, by HKDF: who reads the verifier in the database has no key from it."""
    root = bytes.fromhex(account.password.removeprefix("argon2id-hkdf$"))
    from cryptography.exceptions import InvalidTag

    from qalqan.safety import keys

    for guess in (root, keys.expand(root, "person-wrap")):
        with pytest.raises(InvalidTag):
            keys.unwrap(guess, bytes(account.wrapped_private_key), personal.AAD)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_an_unlocked_key_is_forgotten_after_ten_idle_minutes() -> None:
    clock, private = Clock(), PrivateKey.generate()
    ring = Keyring(clock)
    ring.hold("session", private)
    clock.now += IDLE_SECONDS
    assert ring.find("session") is private  # used: the ten minutes begin again
    clock.now += IDLE_SECONDS
    assert ring.find("session") is private
    clock.now += IDLE_SECONDS + 1
    assert ring.find("session") is None


def test_locking_forgets_everybody() -> None:
    ring = Keyring()
    ring.hold("one", PrivateKey.generate())
    ring.hold("other", PrivateKey.generate())
    ring.forget("one")
    assert ring.find("one") is None and ring.find("other") is not None
    ring.forget_all()
    assert ring.find("other") is None
