"""How gunicorn serves: ``gunicorn -c config/gunicorn.py config.wsgi``."""

import os
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - a heartbeat must not wait for a disk

bind = os.environ.get("BIND", "0.0.0.0:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
graceful_timeout = 20
max_requests = 10_000  # a slow leak never grows old
max_requests_jitter = 1_000
preload_app = False  # a pool of database connections does not survive a fork
control_socket_disable = True  # it would be written to the home directory
worker_tmp_dir = str(MEMORY) if MEMORY.is_dir() else None
accesslog = None  # paths hold references; the trail records who read what
