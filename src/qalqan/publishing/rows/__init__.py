"""From the record to the rows of an edition: public entries, their declared columns, the names in them cut."""

from qalqan.publishing.rows.assemble import assemble

__all__ = ["assemble"]
