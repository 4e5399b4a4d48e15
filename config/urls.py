"""Every address of the house."""

from django.urls import URLPattern, URLResolver, include, path

from complaints.admin import desk

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", desk.urls),
    path("i18n/", include("django.conf.urls.i18n")),
]
