"""The settings as the type checker loads them: nothing is reached, so any address will do."""

import os

os.environ.update(
    BODY_ADDRESS="-",
    BODY_NAME="-",
    BODY_SENDER="nobody@example.org",
    DATABASE_URL="postgresql://nobody@/nothing",
    EMAIL_URL="console:",
    REDIS_URL="redis://127.0.0.1:1/0",
    SECRET_KEY="no secret: only types are read",  # noqa: S106 - nothing is signed with it
    SITE_URL="https://gehoor.example",
)

from config.settings import *  # noqa: F403 - the variables come first

# Without the desk being imported: a mistake there is then a finding, not the end of the checker.
INSTALLED_APPS = [
    "django.contrib.admin.apps.SimpleAdminConfig" if app == "django.contrib.admin" else app
    for app in INSTALLED_APPS  # noqa: F405 - from the settings
]
