"""What the migrations of `schema` do to the database: tables with their constraints, and the indexes queries walk.

A module an idea; a tuple of statements a migration. What stands here is never changed once it was released.
Instants are whole microseconds (see `instants`), JSON is compact, and ids are never given twice (AUTOINCREMENT):
what was told outlives the stories it names. Large columns stand last, so that reading the others skips their pages.
"""
