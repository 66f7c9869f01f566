"""The HTTP API under /api, and the routes by which a machine asks how the server is."""
