"""Every address of the house."""

from django.urls import URLPattern, URLResolver, include, path

from complaints.admin import desk
from complaints.public import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", desk.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/v1/", include("complaints.api.urls")),
    path("", include("complaints.public.urls")),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("statusz", health.statusz),
]
