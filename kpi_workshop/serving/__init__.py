"""Voilà as our product's server: addresses, kernels, hardening. Start at `serving.app.serve`."""
