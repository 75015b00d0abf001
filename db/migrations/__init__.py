"""The history of the schema: one for both engines, run by `db.basis`."""
