"""How Gehoor is put together: settings, broker, URLs and the web server's entrance."""
