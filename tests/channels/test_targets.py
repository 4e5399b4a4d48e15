"""Where a webhook may go: what is typed, what a name resolves to, and each form of an address that is not public."""

import pytest
from django.test import override_settings

from complaints.channels.targets import NoTarget, Target, Unresolved, addresses_of, is_own, is_public, target_of
from tests.receiving import HOST, Names

PUBLIC = "93.184.215.14"


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    return Names(monkeypatch)


def test_an_address_is_taken_apart() -> None:
    assert target_of(f"https://{HOST}/a/b?c=d") == Target(HOST, 443, "/a/b?c=d")
    assert target_of(f"https://{HOST.upper()}.") == Target(HOST, 443, "/")
    assert target_of(f"https://{HOST}:443/") == Target(HOST, 443, "/")
    assert target_of("https://[2606:2800::1]/") == Target("2606:2800::1", 443, "/")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://hooks.partner.example/", "https://"),
        ("ftp://hooks.partner.example/", "https://"),
        ("hooks.partner.example/", "https://"),
        ("//hooks.partner.example/", "https://"),
        ("https://jan:geheim@hooks.partner.example/", "gebruikersnaam"),
        ("https://@hooks.partner.example/", "gebruikersnaam"),
        ("https://hooks.partner.example/#top", "#"),
        ("https://hooks.partner.example/#", "#"),
        ("https://", "host"),
        ("https:///pad", "host"),
        ("https://-.example/", "host"),
        ("https://[fe80::1%25eth0]/", "host"),
        ("https://hooks_partner.example/", "host"),
        ("https://hooks.partner.example:22/", "22"),
        ("https://hooks.partner.example:x/", "adres"),
        ("https://[::1/", "adres"),
        ("https://hooks.partner.example/a b", "spaties"),
        ("https://hooks.partner.example/\r\nHost: x", "spaties"),
        ("https://hooks.partner.example\\@intern.example/", "spaties"),
        ("https://café.example/", "spaties"),
        ("", "spaties"),
        ("https://hooks.partner.example/" + "x" * 500, "spaties"),
    ],
)
def test_what_is_no_address_of_a_webhook_is_refused_with_the_reason(url: str, said: str) -> None:
    with pytest.raises(NoTarget, match=said) as refused:
        target_of(url)
    assert refused.value.permanent


def test_another_port_is_called_only_where_the_setting_names_it() -> None:
    with override_settings(WEBHOOK_PORTS=frozenset({443, 8443})):
        assert target_of(f"https://{HOST}:8443/").port == 8443


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1"),
        *("172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255"),
        *("198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255"),
        *("::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:93.184.215.14", "64:ff9b::7f00:1", "64:ff9b:1::1"),
        *("100::1", "2001::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "5f00::1"),
        *("fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "2606:2800::1%eth0", "nothing"),
    ],
)
def test_an_address_that_is_not_of_the_public_internet_is_none_of_ours(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, "1.1.1.1", "100.128.0.1", "172.32.0.1", "2606:2800:220::1", "2a02:898::1"])
def test_an_address_of_the_public_internet_is_one(address: str) -> None:
    assert is_public(address)
    assert not is_own(address)


@pytest.mark.parametrize("answer", [["10.0.0.1"], [PUBLIC, "10.0.0.1"], [PUBLIC, "::ffff:10.0.0.1"]])
def test_one_private_address_among_public_ones_is_enough_to_refuse(names: Names, answer: list[str]) -> None:
    names.are(HOST, answer)
    with pytest.raises(NoTarget, match="niet openbaar"):
        addresses_of(target_of(f"https://{HOST}/"))


def test_a_host_is_resolved_once_to_all_its_addresses(names: Names) -> None:
    names.are(HOST, ["2606:2800:220::1", PUBLIC, PUBLIC])
    assert addresses_of(target_of(f"https://{HOST}/")) == ["2606:2800:220::1", PUBLIC]
    assert names.asked == [HOST]


def test_a_host_that_does_not_resolve_is_said_and_may_later(names: Names) -> None:
    with pytest.raises(Unresolved, match=r"nergens\.example") as refused:
        addresses_of(target_of("https://nergens.example/"))
    assert not refused.value.permanent


def test_a_host_without_any_address_does_not_resolve_either(names: Names) -> None:
    names.are(HOST, [])
    with pytest.raises(Unresolved):
        addresses_of(target_of(f"https://{HOST}/"))


@pytest.mark.parametrize("host", ["a..b", "x" * 64 + ".nl"])
def test_a_name_that_no_host_can_have_does_not_resolve(host: str) -> None:
    with pytest.raises(Unresolved):
        addresses_of(target_of(f"https://{host}/"))


@pytest.mark.parametrize("url", ["https://127.0.0.1/", "https://2130706433/", "https://0x7f.1/", "https://[::1]/"])
def test_the_loopback_is_refused_in_whatever_way_it_is_written(url: str) -> None:
    with pytest.raises(NoTarget):
        addresses_of(target_of(url))


class TestAHostThatTheSettingNames:
    """``WEBHOOK_ALLOWED_HOSTS`` lets a host of the body's own network through, and nothing else."""

    @pytest.mark.parametrize("address", ["10.1.2.3", "127.0.0.1", "172.16.0.9", "192.168.0.2", "100.64.0.1", "fd00::1"])
    def test_may_lie_in_the_network_of_the_body(self, names: Names, address: str) -> None:
        names.are(HOST, [address])
        with override_settings(WEBHOOK_ALLOWED_HOSTS=frozenset({HOST})):
            assert addresses_of(target_of(f"https://{HOST}/")) == [address]

    @pytest.mark.parametrize(
        "address", ["169.254.169.254", "0.0.0.0", "224.0.0.1", "fe80::1", "::ffff:10.0.0.1", "255.255.255.255", "x%y"]
    )
    def test_is_never_a_link_or_a_crowd(self, names: Names, address: str) -> None:
        names.are(HOST, [address])
        with override_settings(WEBHOOK_ALLOWED_HOSTS=frozenset({HOST})), pytest.raises(NoTarget):
            addresses_of(target_of(f"https://{HOST}/"))

    def test_opens_the_way_to_no_other(self, names: Names) -> None:
        names.are("intern.example", ["10.0.0.1"])
        with override_settings(WEBHOOK_ALLOWED_HOSTS=frozenset({HOST})), pytest.raises(NoTarget):
            addresses_of(target_of("https://intern.example/"))
