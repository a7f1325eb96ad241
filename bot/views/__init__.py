"""Pure: results in, `Message` out. The words themselves stand in `locale/`."""
