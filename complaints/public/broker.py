"""The broker, asked whether it is there. Nothing else of the web ever speaks to it."""

from redis import Redis, RedisError

#: Where something is put to see whether there is room; it is gone again after so many seconds.
PROBE, PROBE_LIVES = "gehoor-is-there-room", 60

#: Seconds: who asks is a monitor, and a broker that hangs must not hold it.
TIMEOUT = 2


def is_reachable(url: str) -> bool:
    """Tell whether Redis or Valkey at this address takes something within two seconds.

    One that is full answers, and takes no message any more.
    """
    try:
        with Redis.from_url(url, socket_connect_timeout=TIMEOUT, socket_timeout=TIMEOUT, retry=None) as broker:
            return bool(broker.set(PROBE, b"", ex=PROBE_LIVES))
    except (RedisError, OSError):
        return False
