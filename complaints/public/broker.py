"""The broker, asked whether it is there. Nothing else of the web ever speaks to it."""

from redis import Redis, RedisError

#: Seconds: who asks is a monitor, and a broker that hangs must not hold it.
TIMEOUT = 2


def is_reachable(url: str) -> bool:
    """Tell whether Redis or Valkey answers at this address within two seconds."""
    try:
        with Redis.from_url(url, socket_connect_timeout=TIMEOUT, socket_timeout=TIMEOUT, retry=None) as broker:
            return bool(broker.ping())
    except (RedisError, OSError):
        return False
