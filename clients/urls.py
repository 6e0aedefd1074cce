"""Addresses of athletes and of those who come from a mail."""

app_name = "clients"
urlpatterns: list = []
