"""Whether ProperDocs, a maintained fork of MkDocs, builds the same site: `make properdocs`."""
