"""The index: passages and records made findable; a projection of the store that can be thrown away."""
