"""The corpus folder: its files and what corpus.toml says of them."""
