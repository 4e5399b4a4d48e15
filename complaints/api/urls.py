"""Addresses of the programming interface, version 1."""

from django.urls import path

from complaints.api.publications import Publication, Publications

app_name = "api"

urlpatterns = [
    path("publications/", Publications.as_view(), name="publications"),
    path("publications/<slug:month>/", Publication.as_view(), name="publication"),
]
