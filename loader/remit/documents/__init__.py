"""Documents → readings: the rows as they stand, mended, then understood cell by cell."""
