"""A program: the ten months in every format and language, in ten time zones; prints the digests that it saw."""

import hashlib
import os
import sys
import time

import django

ZONES = (
    *("UTC", "Europe/Amsterdam", "America/St_Johns", "Asia/Kathmandu", "Pacific/Kiritimati"),
    *("Pacific/Pago_Pago", "Asia/Tokyo", "Africa/Cairo", "Australia/Lord_Howe", "America/Los_Angeles"),
)


def main() -> int:
    """Export everything once in every zone."""
    django.setup()
    from complaints.figures.months import Month
    from complaints.queries.editions import series
    from complaints.renderings.exports import FORMATS, LANGUAGES, export

    for zone in ZONES:
        os.environ["TZ"] = zone
        time.tzset()
        found = series(Month(2023, 5), months=10)
        for name in FORMATS:
            for language in LANGUAGES:
                digest = hashlib.sha256(export(found, name=name, language=language)).hexdigest()
                sys.stdout.write(f"{name} {language} {digest}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
