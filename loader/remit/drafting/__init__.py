"""From a document of an organisation that has no registry to registries to be reviewed."""
