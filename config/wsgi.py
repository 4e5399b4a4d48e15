"""The web server's entrance."""

from django.core.wsgi import get_wsgi_application

from config.entrance import prepare

prepare()
application = get_wsgi_application()
